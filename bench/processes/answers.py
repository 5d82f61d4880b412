"""Whether searchers give the same lines: `path:line:text` from the root of a tree, in any order.

The measure is ripgrep, told to take files as the index does: hidden and ignored ones too, bytes as they are. Trawl
must print the same lines, byte for byte; of the other peers path and line number count, since some print a line that
is no text in their own way. Lines of files that Trawl lists as skipped, binary ones above all, count for nobody.
"""

import re

# To be run in the root of the tree.
RIPGREP = ("rg", "--no-config", "-uuu", "--glob", "!.git", "--no-heading", "--with-filename", "-n", "--text",
           "--encoding", "none", "--no-unicode", "--color", "never")
PLACE = re.compile(rb"(.*?:\d+):")


def skipped_files(listing: bytes, prefix: str = "") -> set[bytes]:
    """The paths in what `trawl files --skipped` prints, without `prefix`."""
    return {line.split(b"\t", 1)[1].removeprefix(prefix.encode()) for line in listing.split(b"\n")[:-1]}


def lines_of(output: bytes, prefix: str, skipped: set[bytes]) -> list[bytes]:
    """The lines of `output` without `prefix`, which its paths begin with, and without those of `skipped` files."""
    start = prefix.encode()
    found = (line.removeprefix(start) for line in output.split(b"\n")[:-1])
    return [line for line in found if line.split(b":", 1)[0] not in skipped]


def places_of(lines: list[bytes]) -> set[bytes]:
    """`path:line` of each; what does not begin so stays as it is, so that nothing is lost."""
    return {match[1] if (match := PLACE.match(line)) else line for line in lines}


def difference(wanted: set[bytes], got: set[bytes]) -> dict:
    """How many are missing, how many are too many, and the first of both in order."""
    odd = min(wanted ^ got, default=b"")
    return {"missing": len(wanted - got), "extra": len(got - wanted), "first": odd.decode(errors="backslashreplace")}


def why_they_differ(query: str, wanted: list[bytes], got: list[bytes]) -> str | None:
    """One line for the user, or None when Trawl's lines are those of ripgrep."""
    if sorted(wanted) == sorted(got):
        return None
    odd = min(set(wanted) ^ set(got), default=b"a repeated line")
    return f"{query}: {len(got)} lines, ripgrep has {len(wanted)}; the first that differs: {ascii(odd)[1:]}"
