#!/usr/bin/env python3
"""Seeds a fault in a small tree that git knows, and expects scripts/tidy to find it where it has to look."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

CLEAN = "int shorten(int value) { return value / 2; }\n"
COPY = '#include <string>\nint length_of(std::string text) { return static_cast<int>(text.size()); }\n'
IN_HEADER = '#pragma once\n#include <string>\ninline bool lacks(const std::string& text) { return text.size() == 0; }\n'
FILES = {
    "CMakeLists.txt": "cmake_minimum_required(VERSION 3.24)\nproject(small CXX)\ninclude_directories(${CMAKE_SOURCE_DIR})\n"
                      "add_library(small STATIC indexer/one.cc indexer/two.cc)\n"
                      "add_library(other STATIC indexer/three.cc)\n",
    "indexer/one.cc": '#include "indexer/one.h"\n' + CLEAN,
    "indexer/one.h": "#pragma once\nint shorten(int value);\n",
    "indexer/two.cc": "int lengthen(int value) { return value * 2; }\n",
    "indexer/three.cc": '#include "indexer/alone.h"\nint three() { return kThree; }\n',
    "indexer/alone.h": "#pragma once\nconstexpr int kThree = 3;\n",
    ".gitignore": "/build/\n__pycache__/\n",
}


class Tidy(unittest.TestCase):
    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.root = pathlib.Path(place.name).resolve()
        shutil.copytree(ROOT / "scripts", self.root / "scripts")
        for name in (".clang-tidy", "CMakePresets.json"):
            shutil.copy(ROOT / name, self.root / name)
        for name, text in FILES.items():
            self.write(name, text)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text(text)

    def git(self, *words: str) -> None:
        subprocess.run(["git", "-C", self.root, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True)

    def commit(self) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "step")

    def tidy(self, *words: str) -> tuple[int, str]:
        done = subprocess.run([self.root / "scripts/tidy", *words], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def check(self, code: int, checked: str, *words: str) -> str:
        """Runs scripts/tidy, expects its closing line and gives what it says before."""
        found, out = self.tidy(*words)
        *lines, closing = out.splitlines()
        self.assertRegex(closing, rf"^tidy: {checked} sources checked in \d+ s, the others passed before$")
        self.assertEqual(found, code, out)
        return "\n".join(lines)

    def test_checks_what_has_changed_and_finds_its_fault(self) -> None:
        # without an earlier commit, all of them; what passed is not checked again
        self.assertEqual(self.check(0, "3 of 3"), "")
        self.assertEqual(self.check(0, "0 of 3"), "")
        self.write("indexer/two.cc", COPY)
        self.commit()
        found = self.check(1, "2 of 2")
        self.assertIn("indexer/two.cc:2:27: error: the parameter 'text' is copied for each invocation", found)
        self.assertIn("[performance-unnecessary-value-param,-warnings-as-errors]", found)
        self.assertEqual(self.check(1, "2 of 2"), found)  # it did not pass
        self.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
        self.assertEqual(self.tidy(), (0, "tidy: no source has changed\n"))
        self.assertEqual(self.check(1, "2 of 3", "--all"), found)
        self.assertEqual(self.check(1, "2 of 2", "indexer/one.cc"), found)
        self.check(0, "0 of 1", "indexer/alone.h")

    def test_a_branch_is_compared_with_where_it_left_main(self) -> None:
        self.git("checkout", "--quiet", "-b", "mine")
        self.write("indexer/two.cc", COPY)
        self.commit()
        self.write("indexer/three.cc", CLEAN)
        self.commit()
        self.assertIn("indexer/two.cc:2:27: error: ", self.check(1, "3 of 3"))

    def test_a_header_is_checked_with_its_source_or_an_includer(self) -> None:
        self.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
        for header, checked in (("indexer/one.h", "2 of 2"), ("indexer/alone.h", "1 of 1")):
            with self.subTest(header):
                self.write(header, IN_HEADER + "int shorten(int value);\nconstexpr int kThree = 3;\n")
                self.assertIn(f"{header}:3:53: error: the 'empty' method", self.check(1, checked))
                self.write(header, FILES[header])

    def test_says_how_many_it_leaves_unchecked(self) -> None:
        code, out = self.tidy("--most", "1")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^tidy: 2 of 3 sources checked in \d+ s, 1 left unchecked, the others passed before\n$")
        self.check(0, "1 of 3")

    def test_another_list_of_checks_concerns_all(self) -> None:
        self.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
        self.write(".clang-tidy", "Checks: '-*,performance-*'\n")
        self.check(0, "3 of 3")

    def test_a_source_that_does_not_compile_fails(self) -> None:
        self.write("indexer/three.cc", "int three() { return four; }\n")
        self.commit()
        self.assertIn("indexer/three.cc:1:22: error: use of undeclared identifier 'four'", self.check(1, "1 of 1"))


if __name__ == "__main__":
    unittest.main()
