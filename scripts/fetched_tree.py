"""A fetched tree: its place, and a stamp outside all trees that records what it was made from.

The tree is made in another folder and then moved to its place, so a run that is stopped never leaves a partial tree.
"""

import pathlib
import shutil


class FetchedTree:
    def __init__(self, out: pathlib.Path, name: str, partial: str):
        """`partial` is the name of the folder in which the tree is made."""
        self.directory = out / name
        self.stamp = out.with_name(out.name + ".stamps") / name
        self.partial = out.with_name(out.name + ".partial") / partial

    def read_stamp(self) -> str:
        return self.stamp.read_text() if self.stamp.is_file() else ""

    def write_stamp(self, text: str) -> None:
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        new_stamp = self.stamp.with_name(self.stamp.name + ".new")
        new_stamp.write_text(f"{text}\n")
        new_stamp.rename(self.stamp)

    def put(self, tree: pathlib.Path, stamp: str) -> None:
        """Moves a tree made in `partial` to its place, where it replaces an older one, and removes the rest of
        `partial`."""
        self.stamp.unlink(missing_ok=True)
        if self.directory.exists():
            shutil.rmtree(self.directory)
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        tree.rename(self.directory)
        self.write_stamp(stamp)
        shutil.rmtree(self.partial)
