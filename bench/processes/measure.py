"""Measures a whole process: wall and CPU time, peak memory, bytes read from disk."""

import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys

LAUNCH = pathlib.Path(__file__).resolve().with_name("launch.py")


class Failed(Exception):
    """A program could not be run or exited with an error. The message is for the user."""


@dataclasses.dataclass(frozen=True)
class Run:
    wall: float  # seconds
    cpu: float | None = None  # seconds
    peak: int | None = None  # bytes
    read: int | None = None  # bytes from disk
    floor: int = 0  # bytes; `peak` cannot be measured below this


def run(command: list[str], output: pathlib.Path, directory: pathlib.Path, environment: dict[str, str],
        sync: pathlib.Path | None = None, accepted: tuple[int, ...] = (0,)) -> Run:
    """Runs `command` in `directory` with its output to a file. For `sync` see launch.py."""
    name = os.path.basename(str(command[0]))
    done = subprocess.run([sys.executable, "-I", "-S", "-B", LAUNCH, output, sync or "", *command], cwd=directory,
                          env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{name} could not be run: {(done.stderr.splitlines() or ['?'])[-1]}")
    wall, cpu, peak, blocks, code, floor = done.stdout.split()
    if int(code) not in accepted:
        said = pathlib.Path(f"{output}.err").read_text(errors="replace").splitlines()
        raise Failed(f"{name} exited with {code}: {(said or ['it does not say why'])[-1]}")
    return Run(float(wall), float(cpu), int(peak) << 10, int(blocks) * 512, int(floor) << 10)


def interleaved(runs: int, participants: dict) -> dict[str, list[Run]]:
    """Calls each participant in turn, `runs` times, so that a passing disturbance of the machine affects all of
    them."""
    measured = {name: [] for name in participants}
    for _ in range(runs):
        for name, call in participants.items():
            measured[name].append(call())
    return measured


def figures(runs: list[Run]) -> dict:
    """Figures for tables, and the raw data. None for what a program does not reveal."""
    def of(name: str, what) -> float | None:
        values = [getattr(run, name) for run in runs]
        return None if None in values else what(values)
    return {
        "wall_seconds_min": min(run.wall for run in runs),
        "wall_seconds_median": statistics.median(run.wall for run in runs),
        "cpu_seconds_median": of("cpu", statistics.median),
        "peak_bytes": of("peak", max),
        "read_bytes_median": of("read", statistics.median),
        "wall_seconds": [run.wall for run in runs],
        "cpu_seconds": [run.cpu for run in runs],
    }


def files_in(directory: pathlib.Path):
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def size_of(directory: pathlib.Path) -> int:
    return sum(os.path.getsize(path) for path in files_in(directory))
