"""How and where a bench was run, in a form fit for others: without paths or the name of the machine."""

import datetime
import pathlib
import shlex
import sys

import machine
import measure

ROOT = pathlib.Path(__file__).resolve().parents[2]


def without_machine(argument: str) -> str:
    """The command line's argument with its path relative to the root of the sources, or only the path's last name."""
    option, equals, value = argument.rpartition("=") if argument.startswith("--") else ("", "", argument)
    path = pathlib.Path(value)
    if not path.is_absolute():
        return argument
    return option + equals + str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name)


def described(program: str, verbatim: tuple[str, ...]) -> dict:
    """The start of each page. The arguments after the flags in `verbatim` are not paths."""
    words = [after if before in verbatim else without_machine(after) for before, after in zip(sys.argv, sys.argv[1:])]
    return {"date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "command": shlex.join([program, *words]), "machine": machine.describe()}


def require_programs(directory: pathlib.Path) -> pathlib.Path:
    """The absolute directory of trawl and trawl-index. Raises measure.Failed if one is missing."""
    for program in ("trawl", "trawl-index"):
        if not (directory / program).is_file():
            raise measure.Failed(f"there is no {program} in {directory}; scripts/build makes it")
    return directory.resolve()


def require_corpus(path: pathlib.Path) -> pathlib.Path:
    if not path.exists():
        raise measure.Failed(f"there is no {path}; scripts/quickstart fetches the release, scripts/fetch_corpora "
                             "the larger corpora")
    return path.resolve()
