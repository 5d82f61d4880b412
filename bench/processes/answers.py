"""Compares whether searchers give the same lines: `path:line:text` from the root of a tree, in any order.

The reference is ripgrep, run so that it takes the same files as the index: hidden and ignored files too, and bytes as
they are. Trawl must print the same lines, byte for byte. For the other peers only path and line number count, because
some print lines that are not text in their own form. Lines of files that Trawl skips, mostly binary ones, are ignored
for all searchers.
"""

import re

# Runs in the root of the tree.
RIPGREP = ("rg", "--no-config", "-uuu", "--glob", "!.git", "--no-heading", "--with-filename", "-n", "--text",
           "--encoding", "none", "--no-unicode", "--color", "never")
PLACE = re.compile(rb"(.*?:\d+):")


def skipped_files(listing: bytes, prefix: str = "") -> set[bytes]:
    """The paths in the output of `trawl files --skipped`, without `prefix`."""
    return {line.split(b"\t", 1)[1].removeprefix(prefix.encode()) for line in listing.split(b"\n")[:-1]}


def lines_of(output: bytes, prefix: str, skipped: set[bytes]) -> list[bytes]:
    """The lines of `output`, without the `prefix` of their paths, and without lines of `skipped` files."""
    start = prefix.encode()
    found = (line.removeprefix(start) for line in output.split(b"\n")[:-1])
    return [line for line in found if line.split(b":", 1)[0] not in skipped]


def places_of(lines: list[bytes]) -> set[bytes]:
    """`path:line` of each line. A line without that form is kept whole, so that nothing is lost."""
    return {match[1] if (match := PLACE.match(line)) else line for line in lines}


def difference(wanted: set[bytes], got: set[bytes]) -> dict:
    """The number of missing lines, the number of extra lines, and the first line of either kind."""
    odd = min(wanted ^ got, default=b"")
    return {"missing": len(wanted - got), "extra": len(got - wanted), "first": odd.decode(errors="backslashreplace")}


def why_they_differ(query: str, wanted: list[bytes], got: list[bytes]) -> str | None:
    """One line for the user, or None if Trawl's lines equal ripgrep's."""
    if sorted(wanted) == sorted(got):
        return None
    odd = min(set(wanted) ^ set(got), default=b"a repeated line")
    return f"{query}: {len(got)} lines, ripgrep has {len(wanted)}; the first that differs: {ascii(odd)[1:]}"
