"""A tree that is fetched: its place, and outside of all trees a stamp that says what it was made of.

It is made beside its place and only then put there, so a run that is stopped leaves no half of one.
"""

import pathlib
import shutil


class FetchedTree:
    def __init__(self, out: pathlib.Path, name: str, partial: str):
        """`partial` is the name of the folder it is made in."""
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
        """Puts a tree made in `partial` in its place, instead of an older one, and removes what else is in there."""
        self.stamp.unlink(missing_ok=True)
        if self.directory.exists():
            shutil.rmtree(self.directory)
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        tree.rename(self.directory)
        self.write_stamp(stamp)
        shutil.rmtree(self.partial)
