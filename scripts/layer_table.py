"""The table of folders on the architecture page, generated from layers.py."""

from source_tree import Tree

PAGE = ".github/ARCHITECTURE.md"
BEGIN = "<!-- written by scripts/check_sources --write-table -->"
END = "<!-- end of the table -->"


def table(layers) -> list[str]:
    lines = [BEGIN, "| folder | what it knows | may include |", "|---|---|---|"]
    for folder, (knows, edges) in layers.LAYERS.items():
        row = f"| [{folder}]({folder}) | {knows} | {', '.join(edges) or 'nothing'} |"
        lines.append(row.replace("](", "](../"))  # links in layers.py are relative to the root
    return lines + [END]


def place_of(lines: list[str]) -> tuple[int, int] | None:
    """The first line of the table, and the line after its last, as indices."""
    if BEGIN not in lines or END not in lines:
        return None
    return lines.index(BEGIN), lines.index(END) + 1


def check_table(tree: Tree) -> None:
    """The table must be up to date, and the rest of the page must say for each folder which question it answers."""
    lines = tree.lines(PAGE)
    place = place_of(lines)
    if not place:
        tree.report(PAGE, 1, f"has no table of folders between {BEGIN} and {END}")
        return
    begin, end = place
    tour = "\n".join(lines[:begin] + lines[end:])
    for folder in tree.layers.LAYERS:
        if f"(../{folder})" not in tour:
            tree.report(PAGE, 1, f"does not say which question {folder} answers")
    expected = table(tree.layers)
    if lines[begin:end] != expected:
        differing = next((i for i, (a, b) in enumerate(zip(lines[begin:end], expected)) if a != b),
                         min(end - begin, len(expected)) - 1)
        tree.report(PAGE, begin + differing + 1,
                    "differs from scripts/layers.py: run scripts/check_sources --write-table")


def write_table(tree: Tree) -> None:
    lines = tree.lines(PAGE)
    begin, end = place_of(lines)
    (tree.root / PAGE).write_text("\n".join(lines[:begin] + table(tree.layers) + lines[end:]) + "\n")
