#!/bin/sh
# Makes sure that this machine has what Layso cannot bring along.
#
#     tools/requirements.sh python [broker] [browser] [rsync] [compiler]
#
# As root with apt-get it installs what is missing; otherwise it says in one sentence
# what is missing and the command that installs it.
set -eu

python=${PYTHON:-python3}

has_python() {
    "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        2>/dev/null
}
has_broker() {
    [ -x "$(command -v mosquitto || echo /usr/sbin/mosquitto)" ]
}
# A compiler without the system's headers compiles nothing.
has_compiler() {
    echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1
}
has_browser() {
    command -v chromium >/dev/null
}
has_rsync() {
    command -v rsync >/dev/null
}
packages_of() {
    case $1 in
        python) echo python3 python3-venv ;;
        broker) echo mosquitto ;;
        browser) echo chromium ;;
        rsync) echo rsync ;;
        compiler) echo gcc libc6-dev ;;
        *)
            echo "There is no requirement $1: name python, broker, browser, rsync, compiler." >&2
            exit 2
            ;;
    esac
}

missing=
for what in "$@"; do
    packages=$(packages_of "$what")
    "has_$what" || missing="$missing $packages"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    # shellcheck disable=SC2086 - a list of packages is meant to be split
    apt-get install -y -qq --no-install-recommends $missing </dev/null
else
    echo "Missing:$missing. Install with: sudo apt-get install$missing" >&2
    exit 1
fi

for what in "$@"; do
    "has_$what" || {
        echo "Still missing: $what. Layso needs Python 3.11 or later, with venv." >&2
        exit 1
    }
done
