"""Rules for CMakeLists.txt: everything is built, and libraries are linked along the edges of the layers."""

import pathlib
import re

from source_tree import Tree, folder

COMMAND = re.compile(r"(\w+)\s*\(([^()]*)\)")
WORD = re.compile(r"[^\s\"]+")
OWN_LIBRARY = "trawl_"


def check_cmake(tree: Tree) -> None:
    check_built(tree)
    check_libraries(tree)


def commands(tree: Tree, file: str):
    """The name and [(line, word)...] of each command, where the first line is the name's. Comments are left out."""
    text = "\n".join(line.split("#")[0] for line in tree.lines(file))
    line_of = lambda offset: text.count("\n", 0, offset) + 1  # noqa: E731
    for match in COMMAND.finditer(text):
        words = [(line_of(match.start(2) + word.start()), word[0]) for word in WORD.finditer(match[2])]
        yield match[1], line_of(match.start()), words


def listed_in_cmake(tree: Tree) -> tuple[set[str], set[str]]:
    """The paths that any CMakeLists.txt names, and the folders that belong to the build."""
    named, added = set(), {""}
    for file in tree.files:
        if pathlib.PurePath(file).name != "CMakeLists.txt":
            continue
        text = "\n".join(line.split("#")[0] for line in tree.lines(file))
        here = folder(file) + "/" if folder(file) else ""
        named.update(here + word for word in re.findall(r"[\w./+-]+", text))
        added.update(here + word for word in re.findall(r"add_subdirectory\(\s*([\w./-]+)", text))
    return named, added


def check_built(tree: Tree) -> None:
    named, added = listed_in_cmake(tree)
    for file in tree.files:
        path = pathlib.PurePath(file)
        if path.name == "CMakeLists.txt" and folder(file) not in added:
            tree.report(file, 1, "no add_subdirectory leads here: nothing in it is built")
        in_build = path.parts[0] in ("indexer", "query", "bench", "tests")
        is_test = path.parts[0] == "tests" and path.stem.endswith("_test") and path.suffix in (".py", ".sh", "")
        if in_build and (path.suffix == ".cc" or is_test) and file not in named:
            tree.report(file, 1, "no CMakeLists.txt lists it: it is not built")


class Target:
    """A library or program of a folder, and the libraries that it links."""

    def __init__(self, name: str, line: int):
        self.name = name
        self.line = line
        self.links = {}  # library -> line


def check_libraries(tree: Tree) -> None:
    layers = tree.layers
    targets = {name: made for name in layers.LAYERS if (made := target_of(tree, name))}
    folder_of = {target.name: name for name, target in targets.items()} | layers.FURTHER_LIBRARIES
    for name, target in targets.items():
        file = f"{name}/CMakeLists.txt"
        for library, line in target.links.items():
            if library not in folder_of and library.startswith(OWN_LIBRARY):
                tree.report(file, line, f"{library} is the library of no folder of scripts/layers.py")
            elif library in folder_of and folder_of[library] not in (name, *layers.edges[name]):
                tree.report(file, line, f"crosses the layers: {name} may not link {library}")
        for edge in layers.edges[name]:
            if edge in targets and targets[edge].name not in target.links:
                tree.report(file, target.line, f"does not link {targets[edge].name}, which {name} may include")


def target_of(tree: Tree, name: str) -> Target | None:
    """The folder's library or program; None if the folder has no CMakeLists.txt or defines none."""
    file = f"{name}/CMakeLists.txt"
    if file not in tree.files:
        return None
    target = None
    links = []
    for command, line, words in commands(tree, file):
        if command in ("add_library", "add_executable"):
            made = words[0][1]
            if made in tree.layers.FURTHER_LIBRARIES:
                continue
            if target:
                tree.report(file, line, f"{name} makes {target.name} and {made}: a folder has one library")
            else:
                target = Target(made, line)
        elif command == "target_link_libraries":
            links.append(words)
    for words in links:
        if target and words[0][1] == target.name:
            target.links |= {library: line for line, library in words[1:]}
    return target
