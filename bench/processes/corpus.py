"""A corpus in two forms: as arguments for Trawl, and as one directory with the same files for the peers."""

import dataclasses
import os
import pathlib

import measure


@dataclasses.dataclass(frozen=True)
class Corpus:
    name: str
    tree: pathlib.Path  # the directory that peers read
    arguments: tuple[str, ...]  # for `trawl-index build`
    prefix: str = ""  # precedes the paths in `tree` in Trawl's output


def name_of(path: pathlib.Path) -> str:
    return path.stem if path.is_file() else path.name


def open_corpus(path: pathlib.Path, depth: int, work: pathlib.Path) -> Corpus:
    """Opens a directory with repositories `depth` levels down, or a corpus file, whose directories are linked in
    `work`."""
    if not path.is_file():
        # The directory is one repository, and paths start with its name.
        prefix = f"{path.name}/" if depth == 0 else ""
        return Corpus(path.name, path, ("--repository-depth", str(depth), str(path)), prefix)
    tree = work / "tree"
    for repository, source in read_corpus_file(path):
        link(source, tree / repository)
    return Corpus(path.stem, tree, ("--corpus", str(path)))


def read_corpus_file(path: pathlib.Path) -> list[tuple[str, pathlib.Path]]:
    """Pairs of repository name and directory."""
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
    """Hard-links the files of a tree to another path, so both share the same pages of the cache."""
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if name != ".git"]  # Trawl does not read it either
        target = os.path.join(copy, os.path.relpath(folder, source))
        os.makedirs(target, exist_ok=True)
        for name in names:
            try:
                os.link(os.path.join(folder, name), os.path.join(target, name), follow_symlinks=False)
            except OSError as error:
                raise measure.Failed(f"{name} cannot be linked where indexes are made: {error.strerror}; give a "
                                     "directory of the corpus' file system with --work") from None
