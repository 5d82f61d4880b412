"""The files of a checkout, their includes, and the violations found in them."""

import ast
import pathlib
import re
import subprocess

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
LAYERS_FILE = "scripts/layers.py"


class Tree:
    """The files that git tracks or would track, and the violations found in them."""

    def __init__(self, root: pathlib.Path):
        self.root = root
        listing = subprocess.run(
            ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout
        self.files = sorted(f for f in set(listing.split("\0")) if f and (root / f).is_file())
        self.violations = []
        self.layers = Layers(self.text(LAYERS_FILE))

    def text(self, file: str) -> str:
        return (self.root / file).read_text(errors="replace")

    def lines(self, file: str) -> list[str]:
        return self.text(file).splitlines()

    def report(self, file: str, line: int, what: str) -> None:
        self.violations.append((file, line, what))


class Layers:
    """The values in layers.py, each as an attribute, and the lines of its edges."""

    def __init__(self, text: str):
        self.edge_lines = {}  # (folder, folder that it may include) -> line
        for statement in ast.parse(text).body:
            if isinstance(statement, ast.Assign):
                name = statement.targets[0].id
                setattr(self, name, ast.literal_eval(statement.value))
                if name == "LAYERS":
                    self._find_edges(statement.value)
        self.edges = {folder: edges for folder, (_, edges) in self.LAYERS.items()}

    def _find_edges(self, layers: ast.Dict) -> None:
        for key, value in zip(layers.keys, layers.values):
            for edge in value.elts[1].elts:
                self.edge_lines[key.value, edge.value] = edge.lineno


def folder(file: str) -> str:
    return file.rpartition("/")[0]


def is_source(file: str) -> bool:
    return file.endswith((".cc", ".h"))


def includes(lines: list[str]):
    """For each #include: the line number, whether the header is <angled>, and the header."""
    for number, line in enumerate(lines, 1):
        if match := INCLUDE.match(line):
            yield number, match[1] == "<", match[2]
