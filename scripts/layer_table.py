"""The table of folders in README.md, which is generated from layers.py."""

from source_tree import Tree

README = "README.md"
BEGIN = "<!-- written by scripts/check_sources --write-table -->"
END = "<!-- end of the table -->"


def table(layers) -> list[str]:
    lines = [BEGIN, "| folder | what it knows | may include |", "|---|---|---|"]
    for folder, (knows, edges) in layers.LAYERS.items():
        lines.append(f"| [{folder}]({folder}) | {knows} | {', '.join(edges) or 'nothing'} |")
    return lines + [END]


def place_of(lines: list[str]) -> tuple[int, int] | None:
    """The first line of the table and the one after it, as indices."""
    if BEGIN not in lines or END not in lines:
        return None
    return lines.index(BEGIN), lines.index(END) + 1


def check_table(tree: Tree) -> None:
    lines = tree.lines(README)
    place = place_of(lines)
    if not place:
        tree.report(README, 1, f"has no table of folders between {BEGIN} and {END}")
        return
    begin, end = place
    expected = table(tree.layers)
    if lines[begin:end] != expected:
        differing = next((i for i, (a, b) in enumerate(zip(lines[begin:end], expected)) if a != b),
                         min(end - begin, len(expected)) - 1)
        tree.report(README, begin + differing + 1,
                    "differs from scripts/layers.py: run scripts/check_sources --write-table")


def write_table(tree: Tree) -> None:
    lines = tree.lines(README)
    begin, end = place_of(lines)
    (tree.root / README).write_text("\n".join(lines[:begin] + table(tree.layers) + lines[end:]) + "\n")
