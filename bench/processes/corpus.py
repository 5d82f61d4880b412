"""A corpus: what Trawl is told to index, and the same files as one directory for the peers."""

import dataclasses
import os
import pathlib

import measure


@dataclasses.dataclass(frozen=True)
class Corpus:
    name: str
    tree: pathlib.Path  # what peers read
    arguments: tuple[str, ...]  # of `trawl-index build`
    prefix: str = ""  # what Trawl's paths have before those in `tree`


def name_of(path: pathlib.Path) -> str:
    return path.stem if path.is_file() else path.name


def open_corpus(path: pathlib.Path, depth: int, work: pathlib.Path) -> Corpus:
    """A directory with repositories `depth` levels below, or a corpus file, whose directories are linked in `work`."""
    if not path.is_file():
        prefix = f"{path.name}/" if depth == 0 else ""  # it is one repository, and repositories come first
        return Corpus(path.name, path, ("--repository-depth", str(depth), str(path)), prefix)
    tree = work / "tree"
    for repository, source in read_corpus_file(path):
        link(source, tree / repository)
    return Corpus(path.stem, tree, ("--corpus", str(path)))


def read_corpus_file(path: pathlib.Path) -> list[tuple[str, pathlib.Path]]:
    """Names and directories."""
    repositories = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, source = line.partition("\t")
        if not tab or name.startswith("/") or ".." in pathlib.PurePath(name).parts:
            raise measure.Failed(f"{path.name}:{number}: expected a name, a tab and a directory")
        directory = path.parent / source
        if not directory.is_dir():
            raise measure.Failed(f"{path.name}:{number}: {source} is no directory")
        repositories.append((name, directory))
    return repositories


def link(source: pathlib.Path, copy: pathlib.Path) -> None:
    """The files of a tree under another name, as hard links: the same bytes in the same pages of the cache."""
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if name != ".git"]  # nor does Trawl read it
        target = os.path.join(copy, os.path.relpath(folder, source))
        os.makedirs(target, exist_ok=True)
        for name in names:
            try:
                os.link(os.path.join(folder, name), os.path.join(target, name), follow_symlinks=False)
            except OSError as error:
                raise measure.Failed(f"{name} cannot be linked where indexes are made: {error.strerror}; give a "
                                     "directory of the corpus' file system with --work") from None
