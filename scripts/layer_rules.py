"""Rules for folders: which exist, what they may include, their size, cycles, and where their tests are."""

import collections
import fnmatch

from source_tree import LAYERS_FILE, Tree, folder, includes, is_source


def check_layers(tree: Tree) -> None:
    check_order(tree)
    check_folders(tree)
    graph = IncludeGraph(tree)
    graph.check_edges()
    graph.check_cycles()


def check_order(tree: Tree) -> None:
    """A folder lists only folders above it, each once."""
    above = set()
    for name, edges in tree.layers.edges.items():
        for edge in edges:
            line = tree.layers.edge_lines[name, edge]
            if edge not in tree.layers.edges:
                tree.report(LAYERS_FILE, line, f"{edge}, which {name} may include, is not listed")
            elif edge not in above:
                tree.report(LAYERS_FILE, line, f"{edge}, which {name} may include, is not above it")
        above.add(name)


def check_folders(tree: Tree) -> None:
    layers = tree.layers
    sources = collections.defaultdict(list)
    for file in filter(is_source, tree.files):
        sources[folder(file)].append(file)
    for name, files in sources.items():
        top, _, mirrored = name.partition("/")
        if top == "tests":
            if mirrored not in layers.LAYERS and name not in layers.OTHER_TESTS:
                tree.report(files[0], 1, f"{name} mirrors no folder of {LAYERS_FILE}")
        elif top not in layers.FREE and name not in layers.LAYERS:
            tree.report(files[0], 1, f"{name} is not a folder of {LAYERS_FILE}")
        elif name in layers.LAYERS and name not in layers.LARGE_FOLDERS and len(files) > layers.MOST_FILES:
            tree.report(files[layers.MOST_FILES], 1,
                        f"{name} has {len(files)} files, {layers.MOST_FILES} are the most: split it")


def home_of(layers, header: str) -> tuple[str, ...] | None:
    """The folders that may include an <angled> header. None means all, as for the standard library."""
    for headers, home in layers.HOMES:
        if any(fnmatch.fnmatchcase(header, pattern) for pattern in headers):
            return home
    if any(fnmatch.fnmatchcase(header, pattern) for pattern in layers.EVERYWHERE):
        return None
    return (f"{LAYERS_FILE} first",) if "/" in header else None


def check_includes(tree: Tree, file: str, lines: list[str]) -> None:
    """The includes of one file: third parties only in their home, the tree's own headers along the edges."""
    here = folder(file)
    is_free = file.split("/", 1)[0] in tree.layers.FREE
    for number, angled, target in includes(lines):
        if angled:
            home = home_of(tree.layers, target)
            if home is not None and not is_free and not {file, here} & set(home):
                tree.report(file, number, f"<{target}> belongs in {' or '.join(home)}")
        elif target.endswith(".inc"):
            continue  # generated during the build
        elif not (tree.root / target).is_file() or ".." in target:
            tree.report(file, number, f'"{target}" is no file, seen from the root of the repository')
        elif here in tree.layers.edges and folder(target) not in (here, *tree.layers.edges[here]):
            tree.report(file, number, f'crosses the layers: {here} may not include "{target}"')


class IncludeGraph:
    """What the listed folders include. A unit is a header with its source: a path without suffix."""

    def __init__(self, tree: Tree):
        self.tree = tree
        self.used = set()  # (folder, included folder)
        # unit -> included unit of the same folder -> (file, line). A cycle between folders would cross the layers, so
        # only units of one folder are recorded.
        self.units = collections.defaultdict(dict)
        for file in filter(is_source, tree.files):
            if folder(file) in tree.layers.LAYERS:
                self._add(file)

    def _add(self, file: str) -> None:
        unit = file.rpartition(".")[0]
        for number, angled, target in includes(self.tree.lines(file)):
            if not angled:
                self.used.add((folder(file), folder(target)))
                if target != unit + ".h" and folder(target) == folder(file):
                    self.units[unit].setdefault(target.rpartition(".")[0], (file, number))

    def check_edges(self) -> None:
        for edge, line in self.tree.layers.edge_lines.items():
            if edge not in self.used and edge[1] in self.tree.layers.LAYERS:
                self.tree.report(LAYERS_FILE, line, f"{edge[0]} includes nothing of {edge[1]}")

    def check_cycles(self) -> None:
        told = set()
        for unit in sorted(self.units):
            if unit not in told and (cycle := self._shortest_cycle(unit)):
                told.update(cycle)
                file, line = self.units[unit][cycle[1]]
                self.tree.report(file, line, "a cycle of includes: " + " -> ".join(cycle))

    def _shortest_cycle(self, start: str) -> list[str]:
        """A path from the unit back to itself; empty if there is none."""
        came_from = {}
        queue = collections.deque([start])
        while queue:
            unit = queue.popleft()
            for target in self.units.get(unit, ()):
                if target in came_from or self._is_private(unit, target):
                    continue
                came_from[target] = unit
                if target == start:
                    path = [start]
                    while len(path) == 1 or path[-1] != start:
                        path.append(came_from[path[-1]])
                    return path[::-1]
                queue.append(target)
        return []

    def _is_private(self, unit: str, target: str) -> bool:
        return any(unit in group and target in group for group in self.tree.layers.PRIVATE_GROUPS)
