"""Provides the programs of two states of the sources: a commit, and the working tree."""

import os
import pathlib
import shutil
import subprocess

import measure

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build(source: pathlib.Path, log: pathlib.Path) -> pathlib.Path:
    """Builds the two programs of a source tree with that tree's own script, and returns their directory."""
    # Code that both states share is compiled once, because ccache then ignores where a tree lies.
    environment = {**os.environ, "CCACHE_BASEDIR": str(source)}
    with open(log, "wb") as output:
        done = subprocess.run([source / "scripts/build"], cwd=source, stdout=output, stderr=subprocess.STDOUT,
                              env=environment)
    if done.returncode != 0:
        raise measure.Failed(f"{source} does not build; {log} says why")
    return source / "build/release"


def commit_of(name: str) -> str:
    done = subprocess.run(["git", "-C", ROOT, "rev-parse", "--verify", "--quiet", "--end-of-options",
                           name + "^{commit}"], capture_output=True, text=True)
    if done.returncode != 0:
        raise measure.Failed(f"{name} is not a commit of this repository")
    return done.stdout.strip()


def check_out(commit: str, folder: pathlib.Path) -> pathlib.Path:
    """Unpacks the files of a commit into a folder of their own, which later runs reuse."""
    source = folder / commit[:12]
    if not source.is_dir():
        new = source.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        archive = subprocess.run(["git", "-C", ROOT, "archive", commit], stdout=subprocess.PIPE)
        unpacked = subprocess.run(["tar", "-x", "-C", new], input=archive.stdout)
        if archive.returncode or unpacked.returncode:
            raise measure.Failed(f"the files of {commit[:12]} could not be written to {folder}")
        new.rename(source)
    return source
