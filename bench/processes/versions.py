"""Finds the versions of the programs that are compared."""

import hashlib
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def first_line(*command: str, directory: pathlib.Path | None = None) -> str:
    """The first line that a command prints, whatever it is; empty if the command fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=directory)
    except OSError:
        return ""
    lines = done.stdout.decode(errors="replace").splitlines()
    return lines[0].strip() if done.returncode == 0 and lines else ""


def version(executable: str, tells: bool) -> str:
    """The Debian package of a program; without one, the version it `tells`; without that, a digest of the file."""
    for path in (executable, str(pathlib.Path(executable).resolve())):
        package = first_line("dpkg-query", "-S", path).partition(":")[0]
        if package and (found := first_line("dpkg-query", "-W", "-f", "${Package} ${Version} (Debian)", package)):
            return found
    if tells and (told := first_line(executable, "--version")):
        return told
    return "sha256 " + hashlib.sha256(pathlib.Path(executable).read_bytes()).hexdigest()[:16]


def commit() -> str:
    """The commit of these sources, or a note that there is none."""
    name = first_line("git", "rev-parse", "--short=12", "HEAD", directory=ROOT)
    changed = name and first_line("git", "status", "--porcelain", "--untracked-files=no", directory=ROOT)
    return f"commit {name}{' and changes' if changed else ''}" if name else "no commit"
