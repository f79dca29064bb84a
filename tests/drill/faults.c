/* Faults of a machine, switched on and off while a program runs.
 *
 * Preloaded into a part of the house. What is wrong stands in a file that the drill and
 * the part both map: seconds by which the wall clock is off, the errno that writes and
 * syncs below one folder fail with, and that folder. Linux, 64 bits.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

struct faults {
    int64_t clock_s;
    int32_t write_errno;
    int32_t sync_errno;
    int64_t hits;
    char folder[256];
};
static struct faults none, *now = &none;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("LAYSO_DRILL_FAULTS");
    int file = path ? syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) now = page;
    close(file);
}

static int is_below(const char *path) {
    return !strncmp(path, now->folder, strlen(now->folder));
}

static int fails(int error, int fd) {
    char link[64], path[512];
    if (!error) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!is_below(path)) return 0;
    __atomic_add_fetch(&now->hits, 1, __ATOMIC_RELAXED);
    errno = error;
    return 1;
}

#define WRITES(fd, call) return fails(now->write_errno, fd) ? -1 : (call)
#define SYNCS(fd, call) return fails(now->sync_errno, fd) ? -1 : (call)

ssize_t write(int fd, const void *b, size_t n) { WRITES(fd, syscall(SYS_write, fd, b, n)); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) {
    WRITES(fd, syscall(SYS_pwrite64, fd, b, n, at));
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) {
    WRITES(fd, syscall(SYS_pwrite64, fd, b, n, at));
}
int ftruncate(int fd, off_t to) { WRITES(fd, syscall(SYS_ftruncate, fd, to)); }
int ftruncate64(int fd, off64_t to) { WRITES(fd, syscall(SYS_ftruncate, fd, to)); }
int fsync(int fd) { SYNCS(fd, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { SYNCS(fd, syscall(SYS_fdatasync, fd)); }

static int opened(const char *path, int how, mode_t mode) {
    int writes = (how & O_ACCMODE) != O_RDONLY || (how & O_CREAT);
    if (now->write_errno == EROFS && writes && is_below(path)) {
        errno = EROFS;
        return -1;
    }
    return syscall(SYS_openat, AT_FDCWD, path, how, mode);
}

#define OPENS(how, path)                                                      \
    va_list more;                                                             \
    va_start(more, how);                                                      \
    mode_t mode = (how & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                             \
    return opened(path, how, mode)

int open(const char *path, int how, ...) { OPENS(how, path); }
int open64(const char *path, int how, ...) { OPENS(how, path); } /* as large */

int clock_gettime(clockid_t which, struct timespec *at) {
    int code = syscall(SYS_clock_gettime, which, at);
    if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)
        at->tv_sec += now->clock_s;
    return code;
}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    (void)zone;
    struct timespec fine;
    clock_gettime(CLOCK_REALTIME, &fine);
    at->tv_sec = fine.tv_sec;
    at->tv_usec = fine.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *at) {
    struct timespec fine;
    clock_gettime(CLOCK_REALTIME, &fine);
    return at ? (*at = fine.tv_sec) : fine.tv_sec;
}

/* Nobody sets this machine's clock while the drill plays with it. */
static int looked(const char *path, struct stat *into) {
    if (strcmp(path, "/run/systemd/timesync/synchronized"))
        return syscall(SYS_newfstatat, AT_FDCWD, path, into, 0);
    errno = ENOENT;
    return -1;
}
int stat(const char *restrict path, struct stat *restrict into) {
    return looked(path, into);
}
int stat64(const char *restrict path, struct stat64 *restrict into) {
    return looked(path, (struct stat *)into);
}
int adjtimex(struct timex *into) {
    (void)into;
    errno = EPERM;
    return -1;
}
