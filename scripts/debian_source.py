"""Gets source trees from Debian packages that contain one, without root: apt-get downloads, dpkg-deb and tar
unpack."""

import pathlib
import shutil
import subprocess
import zipfile

from fetched_tree import FetchedTree

RULES_VERSION = 1  # increase when an unpacked tree changes, so that it is made again


class Failed(Exception):
    """The message for the user, in one line."""


class Source(FetchedTree):
    """One line of data/mix.tsv, and the place of its tree."""

    def __init__(self, line: str, out: pathlib.Path):
        self.repository, self.package, self.place = line.split("\t")
        super().__init__(out, self.repository, self.package)

    def stamp_start(self) -> str:
        return f"{self.package} {self.place} rules={RULES_VERSION} "

    def complete(self) -> bool:
        return self.read_stamp().startswith(self.stamp_start()) and self.directory.is_dir()


def read_list(path: pathlib.Path, out: pathlib.Path) -> list[Source]:
    return [Source(line, out) for line in path.read_text().splitlines() if line and not line.startswith("#")]


def fetch(source: Source) -> None:
    """Downloads and unpacks in a temporary folder, and only then moves the tree to its place."""
    source.partial.mkdir(parents=True, exist_ok=True)
    package = download(source)
    tree, contents = source.partial / "tree", source.partial / "contents"
    for half in (tree, contents):
        shutil.rmtree(half, ignore_errors=True)
    run(source, ["dpkg-deb", "-x", package, contents])
    unpack(source, contents, tree)
    source.put(tree, source.stamp_start() + package.name)


def download(source: Source) -> pathlib.Path:
    """The package's file. A complete file from an earlier run is not downloaded again."""
    run(source, ["apt-get", "download", "-qq", source.package])
    packages = sorted(source.partial.glob("*.deb"), key=lambda path: path.stat().st_mtime)
    if not packages:
        raise Failed(f"{source.package}: apt-get downloaded nothing")
    return packages[-1]


def unpack(source: Source, contents: pathlib.Path, tree: pathlib.Path) -> None:
    found = sorted(contents.glob(source.place))
    if len(found) != 1:
        raise Failed(f"{source.package}: {len(found)} places in it are {source.place}, there should be one")
    if found[0].is_dir():
        found[0].rename(tree)
        return
    tree.mkdir()
    if found[0].suffix == ".zip":
        with zipfile.ZipFile(found[0]) as archive:
            archive.extractall(tree)
    else:  # tar itself refuses paths outside the folder
        run(source, ["tar", "-xf", found[0], "-C", tree, "--strip-components=1", "--no-same-owner",
                     "--no-same-permissions"])


def run(source: Source, command: list) -> None:
    try:
        done = subprocess.run(command, cwd=source.partial, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              errors="replace")
    except OSError as error:
        raise Failed(f"{source.package}: {command[0]} cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["it does not say why"]
        first_error = next((line for line in said if line.startswith("E:")), said[-1])
        raise Failed(f"{source.package}: {command[0]} failed: {first_error}")
