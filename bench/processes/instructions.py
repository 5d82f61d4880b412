"""Counts the instructions of a process in user mode, on machines that can."""

import pathlib
import shutil
import subprocess

import measure


def counter() -> str | None:
    """The program that counts, or None if it is absent or the machine cannot count."""
    perf = shutil.which("perf")
    if not perf:
        return None
    done = subprocess.run([*command(perf, "/dev/stderr"), "true"], capture_output=True, text=True)
    return perf if done.returncode == 0 and count_in(done.stderr) is not None else None


def command(perf: str, report: str) -> list[str]:
    """The words that go before the command to count."""
    return [perf, "stat", "-x", ",", "-e", "instructions:u", "-o", report, "--"]


def count_in(report: str) -> int | None:
    for line in report.splitlines():
        fields = line.split(",")
        if len(fields) > 2 and fields[2].startswith("instructions"):
            return int(fields[0]) if fields[0].isdigit() else None
    return None


def count(report: pathlib.Path) -> int:
    found = count_in(report.read_text())
    if found is None:
        raise measure.Failed("perf did not count the instructions of a run")
    return found
