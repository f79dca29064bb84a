"""The laws of the house: how its code is built, each with its reason."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WINGS = ("counter_device", "events", "firmware_config", "hub", "ticket_printer")
FILES = [file for wing in WINGS for file in sorted((ROOT / wing).rglob("*.py"))]

LONGEST_FILE = 250
LONGEST_BODY = 30
NAMES_THAT_SAY_NOTHING = {
    *("utils", "util", "helpers", "helper", "misc"),
    *("common", "manager", "base", "data"),
}
QUEUE = "queue"
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "uuid4"}


def name_of(file: Path) -> str:
    """Return a file's place in the house, for messages."""
    return str(file.relative_to(ROOT))


def module_of(file: Path) -> str:
    """Return the name a file is imported by."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(file: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program in a process of its own, at the root of the house."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_imports_run_one_way() -> None:
    """The import contracts of setup.cfg are kept."""
    done = run("from importlinter.cli import lint_imports; exit(lint_imports())")

    assert done.returncode == 0, done.stdout[-3000:]


def test_no_file_is_long() -> None:
    """A file is read in one sitting."""
    lengths = {name_of(f): len(f.read_text("utf-8").splitlines()) for f in FILES}

    assert {n: lines for n, lines in lengths.items() if lines > LONGEST_FILE} == {}


def bodies(file: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file, and how many lines its body has."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1
                yield f"{name_of(file)} {node.name}", length


def test_no_function_is_long() -> None:
    """A function is understood without scrolling."""
    lengths = dict(each for file in FILES for each in bodies(file))

    assert {n: lines for n, lines in lengths.items() if lines > LONGEST_BODY} == {}


def test_no_module_hides_its_subject() -> None:
    """A module is named for what it is about, and never shadows the library's queue."""
    refused = NAMES_THAT_SAY_NOTHING | {QUEUE}

    assert [name_of(file) for file in FILES if file.stem in refused] == []


def readings_of_clocks(file: Path) -> Iterator[str]:
    """Yield every place where a file asks a clock, or chance."""
    for node in ast.walk(tree_of(file)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in CLOCKS:
            yield f"{name_of(file)}:{node.lineno} {node.func.attr}()"


def test_the_centre_never_asks_the_clock() -> None:
    """Below the application, time comes in with the command: replays stay true."""
    centre = [f for f in FILES if f.parts[-2] in ("domain", "projections")]

    assert [place for file in centre for place in readings_of_clocks(file)] == []


QUIET = """
import importlib, os, sys, threading
loud = {"socket.__new__", "sqlite3.connect", "subprocess.Popen", "os.fork",
        "os.posix_spawn", "_thread.start_new_thread"}
heard, importing = [], [""]
def hear(event, _):
    if event in loud:
        heard.append(f"{importing[0]}: {event}")
sys.addaudithook(hear)
before = set(os.listdir("/proc/self/fd"))
for importing[0] in sys.argv[1:]:
    importlib.import_module(importing[0])
heard += [f"thread {t.name}" for t in threading.enumerate()[1:]]
heard += [f"left open: {fd}" for fd in set(os.listdir("/proc/self/fd")) - before]
print(*heard, sep="\\n")
exit(1 if heard else 0)
"""


def test_importing_does_nothing() -> None:
    """Importing any module opens no socket, file or database and starts no thread."""
    done = run(QUIET, *(module_of(file) for file in FILES))

    assert done.returncode == 0, done.stdout + done.stderr


BLOCKED = """
import importlib, sys
blocked = set(sys.argv[1].split(","))
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked:
            raise ImportError(f"{name} is not on this machine")
sys.meta_path.insert(0, Wall())
for name in sys.argv[2:]:
    importlib.import_module(name)
"""

# Paper is drawn in a process of its own, by a library that brings PIL.
ON_DEMAND = ("virtual", "demo", "hub.reports.paper")


@pytest.mark.parametrize(
    ("wing", "absent"),
    [
        ("counter_device", "flask,waitress,eventsourcing,uvicorn,escpos,PIL,segno"),
        ("ticket_printer", "flask,waitress,eventsourcing,uvicorn"),
        ("hub", "gpiozero,lgpio,escpos,PIL,waitress"),
        ("events", "flask,gpiozero,escpos,PIL,eventsourcing,uvicorn"),
        ("firmware_config", "flask,gpiozero,escpos,PIL,eventsourcing"),
    ],
)
def test_a_machine_needs_only_its_own_libraries(wing, absent) -> None:
    """A box runs without the hub's libraries, and the hub without a box's."""
    own = [module_of(file) for file in FILES if file.parts[len(ROOT.parts)] == wing]
    always = [m for m in own if not any(word in m for word in ON_DEMAND)]

    done = run(BLOCKED, absent, *always)

    assert done.returncode == 0, done.stderr
