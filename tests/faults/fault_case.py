"""Shared by the fault tests: runs programs with the library of failing calls, and makes trees and
indexes.

Environment: TRAWL_INDEX_PROGRAM and TRAWL_FAILING_CALLS are paths of built files. With TRAWL_FULL=1
a test covers every step instead of some.
"""
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest

FULL = os.environ.get("TRAWL_FULL") == "1"
RULES = "neutron\tneutron\ndefinitions\t^def \n"


def steps(total, count):
    """1..total, or about `count` of these numbers with a prime stride, so that they do not coincide
    with a period."""
    if FULL or total <= count:
        return list(range(1, total + 1))
    stride = next(p for p in range(max(2, total // count), total + 2)
                  if all(p % d for d in range(2, int(p ** 0.5) + 1)))
    return sorted(set(range(1, total + 1, stride)) | {total})


def sample_text(seed, size):
    words = ["def ", "return ", "import ", "neutron", "self.", "(session)", "request", " = ", "None"]
    source = random.Random(seed)
    lines = []
    while size > 0:
        line = "".join(source.choice(words) for _ in range(source.randrange(9)))
        line += str(source.randrange(10 ** 6)) + "\n"
        lines.append(line)
        size -= len(line)
    return "".join(lines)


class FaultCase(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-faults-")
        self.addCleanup(directory.cleanup)
        self.base = pathlib.Path(directory.name)
        self.tree = self.base / "tree"
        self.index = self.base / "index"
        self.rules = self.base / "rules.tsv"
        self.rules.write_text(RULES)

    def write_tree(self, files, size, seed=0):
        """Replaces the tree with two repositories of generated files."""
        shutil.rmtree(self.tree, ignore_errors=True)
        for i in range(files):
            path = self.tree / f"repo{i % 2}" / f"dir{i % 3}" / f"file{i}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(sample_text(seed + i, size))

    def change_tree(self):
        """Changes one file, removes one, and adds one."""
        files = sorted(self.tree.rglob("*.py"))
        files[0].unlink()
        files[1].write_text(sample_text(1000, 3000))
        (files[2].parent / "new.py").write_text("def neutron(): pass\n")

    def prepare_merge(self):
        """Leaves an index and a changed tree. The next build adds a segment, which is merged with
        three others."""
        self.write_tree(files=6, size=2000)
        self.build_cleanly(self.index)
        for change in range(2):
            (self.tree / "repo1" / "changing.py").write_text(f"def neutron{change}(): pass\n")
            (self.tree / "repo0" / f"new{change}.py").write_text(sample_text(200 + change, 3000))
            self.build_cleanly(self.index)
        self.change_tree()

    def build_command(self, index, *flags):
        return [os.environ["TRAWL_INDEX_PROGRAM"], "build", "--index", str(index), "--rules",
                str(self.rules), "--memory", "64M", "--jobs", "2", "--repository-depth", "1", *flags,
                str(self.tree)]

    def environment(self, faults):
        return {**os.environ, "LD_PRELOAD": os.environ["TRAWL_FAILING_CALLS"],
                "ASAN_OPTIONS": "verify_asan_link_order=0", **faults}

    def build(self, index, *flags, **faults):
        """Runs a build, with failing calls if any are given."""
        return subprocess.run(self.build_command(index, *flags), capture_output=True, text=True,
                              env=self.environment(faults) if faults else None, timeout=300)

    def build_cleanly(self, index):
        done = self.build(index)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def dump_after_another_build(self, index):
        """The dump of a copy after one more build. If segments were merged after the snapshot was
        published, the snapshot is then made from the merged one and has another id."""
        copy = self.copy_index(index, "again")
        self.build_cleanly(copy)
        return self.dump(copy)

    def count_calls(self, index):
        """Builds undisturbed, and returns the number of calls that change files."""
        report = self.base / "calls"
        done = self.build(index, TRAWL_CALL_COUNT_FILE=str(report))
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(report.read_text())

    def dump(self, index):
        """The live records as text, or None if nothing has been published."""
        done = subprocess.run([os.environ["TRAWL_INDEX_PROGRAM"], "dump", "--index", str(index)],
                              capture_output=True, text=True, timeout=300)
        if done.returncode == 2 and done.stderr.startswith("trawl-index: no index at "):
            return None
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def check(self, index):
        done = subprocess.run([os.environ["TRAWL_INDEX_PROGRAM"], "check", "--index", str(index)],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)

    def copy_index(self, source, name):
        copy = self.base / name
        shutil.rmtree(copy, ignore_errors=True)
        if source is not None:
            shutil.copytree(source, copy)
        return copy

    def assert_one_line(self, text):
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.startswith("trawl-index: "), text)
