"""Takes nested samples of a corpus, to show what grows with its size.

Repositories that are large compared with the smallest sample are divided into their folders. Files directly in a
divided folder are in no sample. Parts are ordered by a hash of their name without its version (`@...`). So each
sample is a mix of everything, and copies of one repository in several versions stay together, which keeps the share
of repeated text about the same at all sizes.
"""

import codecs
import dataclasses
import hashlib
import os
import pathlib
import re

PROBE_BYTES = 8192  # the start of each file, which tells text from binary, as in Trawl
MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
PARTS_IN_SMALLEST = 10  # at least; with more, divided folders would leave out more files
NEAR = 0.95


@dataclasses.dataclass(frozen=True)
class Part:
    name: str
    directory: pathlib.Path
    text_bytes: int

    def order(self) -> bytes:
        return hashlib.sha256(re.sub("@[^/]*", "", self.name).encode()).digest()


def text_size(path: str) -> int:
    try:
        with open(path, "rb", buffering=0) as file:
            start = file.read(PROBE_BYTES)
            return 0 if b"\0" in start or start.startswith(MARKS) else os.fstat(file.fileno()).st_size
    except OSError:
        return 0  # Trawl cannot read it either


class Folder:
    def __init__(self, directory: str):
        self.directory, self.folders, own = directory, [], 0
        with os.scandir(directory) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != ".git":
                        self.folders.append(Folder(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    own += text_size(entry.path)
        self.text_bytes = own + sum(folder.text_bytes for folder in self.folders)

    def parts(self, name: str, most: int):
        """The folder itself, or the parts of its folders if it has more than `most` bytes of text."""
        if self.text_bytes <= most or not self.folders:
            if self.text_bytes:
                yield Part(name, pathlib.Path(self.directory), self.text_bytes)
            return
        for folder in self.folders:
            yield from folder.parts(f"{name}/{os.path.basename(folder.directory)}", most)


def divide(repositories: list[tuple[str, pathlib.Path]], smallest: int) -> tuple[list[Part], int]:
    """All parts in the order in which samples take them, and the bytes of text that are in no part. `smallest` is the
    size of the smallest sample."""
    parts, total = [], 0
    for name, directory in repositories:
        folder = Folder(str(directory))
        total += folder.text_bytes
        parts += folder.parts(name, smallest // PARTS_IN_SMALLEST)
    ordered = sorted(parts, key=lambda part: (part.order(), part.name))
    return ordered, total - sum(part.text_bytes for part in parts)


def samples(parts: list[Part], sizes: list[int]) -> list[list[Part]]:
    """For each size, as many parts as make up that many bytes of text. Sizes beyond the corpus are left out, except
    that all parts form a sample if they come near the size."""
    found, total, taken = [], 0, 0
    for size in sizes:
        while total < size and taken < len(parts):
            total += parts[taken].text_bytes
            taken += 1
        if total < NEAR * size:
            break
        found.append(parts[:taken])
    return found


def write_corpus_file(parts: list[Part], path: pathlib.Path) -> None:
    path.write_text("".join(f"{part.name}\t{part.directory}\n" for part in parts))
