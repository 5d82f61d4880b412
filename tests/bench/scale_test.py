#!/usr/bin/env python3
"""Runs bench/scale from end to end on a small corpus, and tests how it takes samples, but not speed."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ["TRAWL_INDEX_PROGRAM"]).parent
sys.path.insert(0, str(ROOT / "bench/processes"))
sys.dont_write_bytecode = True
import curves  # noqa: E402
import page_cache  # noqa: E402
import parts  # noqa: E402


class Scale(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="trawl-scale-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve()

    def write(self, name: str, content: bytes) -> pathlib.Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def corpus(self, repositories: int) -> pathlib.Path:
        for number in range(repositories):
            self.write(f"r{number}/a.c", b"int some_long_name_%06d;\n" % number * 100)
        lines = (f"r@{number}\tr{number}\n" for number in range(repositories))
        return self.write("corpus.tsv", "".join(lines).encode())

    def scale(self, *flags) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, ROOT / "bench/scale", "--build-runs", "1", "--runs", "2", "--programs", PROGRAMS, "--work",
             self.root, "--output", self.root / "out", *flags], capture_output=True, text=True)

    def test_sizes_threads_and_queries_are_measured(self):
        corpus = self.corpus(40)
        self.write("r3/once.c", b"int the_only_place_of_this;\n")
        self.write("small/b.c", b"int another_place_of_some;\n")
        done = self.scale("--sizes", "0.00002,0.00008", corpus)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.splitlines()[-1],
                         "bench/scale: no word of the smallest size occurs once in the largest")
        for number in range(40):
            self.write(f"r{number}/a.c", b"int some_long_name_%06d;\n" % number + b"char c;\n" * 300)
        done = self.scale("--sizes", "0.00002,0.00008,1", corpus)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("too small for 1 GB, which is left out", done.stderr)
        results = json.loads((self.root / "out/scale-corpus.json").read_text())
        self.assertEqual([size["text_bytes"] // 10000 for size in results["sizes"]], [2, 8])
        for size in results["sizes"]:
            self.assertEqual([build["jobs"] for build in size["builds"]], [1, 2])
            self.assertEqual([(query["kind"], query["lines"]) for query in size["queries"]],
                             [("absent", 0), ("rare", 0), ("once", 1)])
        xml.etree.ElementTree.parse(self.root / "out/scale-corpus.svg")
        page = (self.root / "out/scale-corpus.md").read_text()
        self.assertNotIn(str(self.root), page)
        self.assertEqual(list(self.root.glob("bench-*")), [], "indexes are left behind")

    def test_large_repositories_are_divided_and_versions_stay_together(self):
        for version in ("1", "2"):
            for folder in "abc":
                self.write(f"big@{version}/{folder}/x.c", b"x" * 400)
            self.write(f"big@{version}/README", b"x" * 70)
            self.write(f"big@{version}/a/logo.png", b"\0" * 5000)
        self.write("small/x.c", b"x" * 300)
        repositories = [(name, self.root / name) for name in ("big@1", "small", "big@2")]
        divided, left_out = parts.divide(repositories, 400 * parts.PARTS_IN_SMALLEST)
        self.assertEqual(left_out, 2 * 70)
        names = [part.name for part in divided]
        self.assertEqual(sorted(names), ["big@1/a", "big@1/b", "big@1/c", "big@2/a", "big@2/b", "big@2/c", "small"])
        for folder in "abc":
            self.assertEqual(names.index(f"big@2/{folder}"), names.index(f"big@1/{folder}") + 1)
        self.assertEqual({part.text_bytes for part in divided}, {300, 400})

    def test_samples_are_nested_and_sizes_that_there_are_not_are_left_out(self):
        all_parts = [parts.Part(str(number), self.root, 100) for number in range(10)]
        self.assertEqual([len(sample) for sample in parts.samples(all_parts, [150, 500, 1020, 2000])], [2, 5, 10])

    def test_binary_and_wide_text_is_not_counted(self):
        self.assertEqual(parts.text_size(str(self.write("a", b"text\n"))), 5)
        self.assertEqual(parts.text_size(str(self.write("b", b"te\0xt\n"))), 0)
        self.assertEqual(parts.text_size(str(self.write("c", b"\xff\xfet\1\n"))), 0)
        self.assertEqual(parts.text_size(str(self.write("d", b""))), 0)

    def test_pages_of_files_can_be_given_up(self):
        self.write("index/file", b"content\n")
        page_cache.drop("fadvise", [self.root / "index"])
        self.assertIn(page_cache.method(), page_cache.HOW)

    def test_axes_end_at_round_numbers(self):
        self.assertEqual([curves.axis_end(value) for value in (0, 0.34, 1, 7, 130, 999)], [1, 0.4, 1, 8, 150, 1000])


if __name__ == "__main__":
    unittest.main()
