#!/usr/bin/env python3
"""Seeds a violation of each kind in a small tree and expects check_sources to find it, and it alone."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK_SOURCES = pathlib.Path(__file__).resolve().parents[2] / "scripts/check_sources"

CLEAN = {
    "bench/results/long.json": "1,\n" * 601,
    "README.md": "See [the check](scripts/check), [below](#below) and `[no](link)`.\n",
    ".clang-format": "BasedOnStyle: Google\n",
    "data/common/numbers.tsv": "1\n" * 1000,
    "scripts/check": "true\n",
    "CMakeLists.txt": "add_subdirectory(indexer)\nadd_subdirectory(query)\nadd_subdirectory(tests)\n",
    "indexer/CMakeLists.txt": "add_subdirectory(base)\nadd_subdirectory(store)\nadd_executable(x main.cc)\n",
    "indexer/main.cc": '#include <vector>\n#include "indexer/indexer.h"\n',
    "indexer/indexer.h": '#pragma once\n#include "indexer/store/store.h"\n',
    "indexer/base/CMakeLists.txt": "add_library(base text.cc)\n",
    "indexer/base/text.h": "#pragma once\n#include <string>\n",
    "indexer/base/text.cc": '// Why.\n#include "indexer/base/text.h"\n\n#include <fmt/format.h>\n',
    "indexer/store/CMakeLists.txt": "add_library(store store.cc)\n",
    "indexer/store/store.h": '#pragma once\n#include "indexer/base/text.h"\n',
    "indexer/store/store.cc": '#include "indexer/store/store.h"\n#include <rocksdb/db.h>\n',
    "query/CMakeLists.txt": "add_subdirectory(read)\n",
    "query/read/CMakeLists.txt": "add_library(read reader.cc)\n",
    "query/read/reader.h": '#pragma once\n#include "indexer/store/store.h"\n',
    "query/read/reader.cc": '#include "query/read/reader.h"\n#include <thread>\n',
    "tests/CMakeLists.txt": "trawl_test(t SOURCES text_test.cc)\nadd_subdirectory(scripts)\n",
    "tests/text_test.cc": '#include <gtest/gtest.h>\n#include <rocksdb/db.h>\n#include "query/read/reader.h"\n',
    "tests/scripts/CMakeLists.txt": "add_test(NAME x COMMAND check_test.sh)\n",
    "tests/scripts/check_test.sh": "true\n",
}

# What is written over the clean tree -> the violation that is expected.
SEEDED = {
    "upward include": (
        {"indexer/base/text.h": '#pragma once\n#include "indexer/store/store.h"\n'},
        'indexer/base/text.h:2: crosses the layers: indexer/base may not include "indexer/store/store.h"'),
    "query includes the pipeline": (
        {"query/read/reader.h": '#pragma once\n\n#  include "indexer/indexer.h"\n'},
        'query/read/reader.h:3: crosses the layers: query/read may not include "indexer/indexer.h"'),
    "pipeline includes query": (
        {"indexer/indexer.h": '#pragma once\n#include "query/read/reader.h"\n'},
        'indexer/indexer.h:2: crosses the layers: indexer may not include "query/read/reader.h"'),
    "third party away from home": (
        {"query/read/reader.cc": '#include "query/read/reader.h"\n#include <rocksdb/db.h>\n'},
        "query/read/reader.cc:2: <rocksdb/db.h> belongs in indexer/store"),
    "third party nobody knows": (
        {"indexer/base/text.h": "#pragma once\n#include <folly/Range.h>\n"},
        "indexer/base/text.h:2: <folly/Range.h> belongs in scripts/layers.py first"),
    "include not from the root": (
        {"indexer/store/store.h": '#pragma once\n#include "../base/text.h"\n'},
        'indexer/store/store.h:2: "../base/text.h" is no file, seen from the root of the repository'),
    "source that no target lists": (
        {"indexer/base/lost.cc": ""},
        "indexer/base/lost.cc:1: no CMakeLists.txt lists it: it is not built"),
    "source listed in a comment alone": (
        {"indexer/base/lost.cc": "", "indexer/base/CMakeLists.txt": "add_library(base text.cc) # lost.cc\n"},
        "indexer/base/lost.cc:1: no CMakeLists.txt lists it: it is not built"),
    "test that no target lists": (
        {"tests/lost_test.cc": ""},
        "tests/lost_test.cc:1: no CMakeLists.txt lists it: it is not built"),
    "script test that nothing runs": (
        {"tests/scripts/lost_test.py": ""},
        "tests/scripts/lost_test.py:1: no CMakeLists.txt lists it: it is not built"),
    "folder that is not added": (
        {"query/extra/CMakeLists.txt": "add_library(extra a.cc)\n", "query/extra/a.cc": ""},
        "query/extra/CMakeLists.txt:1: no add_subdirectory leads here: nothing in it is built"),
    "long file": (
        {"tests/text_test.cc": "//\n" * 601},
        "tests/text_test.cc:601: 601 lines, 600 are the most: split it"),
    "long script": (
        {"scripts/check": "true\n" * 601},
        "scripts/check:601: 601 lines, 600 are the most: split it"),
    "name that says nothing": (
        {"indexer/base/string_util.h": "#pragma once\n"},
        "indexer/base/string_util.h:1: 'util' in a name says nothing: name what it holds"),
    "folder that says nothing": (
        {"query/common/a.h": "#pragma once\n"},
        "query/common/a.h:1: 'common' in a name says nothing: name what it holds"),
    "header without pragma once": (
        {"indexer/base/text.h": "#include <string>\n"},
        "indexer/base/text.h:1: no #pragma once"),
    "own header not first": (
        {"indexer/base/text.cc": '#include <string>\n#include "indexer/base/text.h"\n'},
        'indexer/base/text.cc:1: does not include "indexer/base/text.h" first'),
    "dead link": (
        {"README.md": "one\n[x](docs/gone.md#part)\n"},
        "README.md:2: links to docs/gone.md#part, which does not exist"),
    "new top-level entry": (
        {"docs/page.md": ""},
        "docs/page.md:1: docs is not an entry that the top level has"),
}


def check(changes: dict[str, str]) -> tuple[int, list[str]]:
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for path, content in {**CLEAN, **changes}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content)
        subprocess.run(["git", "init", "-q", root], check=True)
        result = subprocess.run([sys.executable, CHECK_SOURCES, root], capture_output=True, text=True)
        if result.stderr:
            raise AssertionError(result.stderr)
        return result.returncode, result.stdout.splitlines()[:-1]


class CheckSourcesTest(unittest.TestCase):
    def test_clean_tree(self):
        self.assertEqual(check({}), (0, []))

    def test_each_seeded_violation_is_found_alone(self):
        for kind, (changes, violation) in SEEDED.items():
            with self.subTest(kind):
                self.assertEqual(check(changes), (1, [violation]))


if __name__ == "__main__":
    unittest.main()
