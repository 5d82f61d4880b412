#!/usr/bin/env python3
"""Seeds one violation of each kind in a small tree, and expects check_sources to find it and nothing else."""

import contextlib
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK_SOURCES = pathlib.Path(__file__).resolve().parents[2] / "scripts/check_sources"

# Folder -> what it is for, and what it may include.
LAYERS = {
    "indexer/base": ("strings", ()),
    "indexer/store": ("RocksDB", ("indexer/base",)),
    "indexer": ("the pipeline", ("indexer/store",)),
    "query/read": ("what is open", ("indexer/base", "indexer/store")),
}


def layers(changes: dict = {}, **values) -> str:
    """The text of a layers.py with these changes to LAYERS, where None removes a folder, and with other values."""
    merged = {name: layer for name, layer in {**LAYERS, **changes}.items() if layer}
    listing = "".join(
        f"    {name!r}: (\n        {knows!r},\n        (" + "".join(f"{edge!r},\n         " for edge in edges) + ")),\n"
        for name, (knows, edges) in merged.items())
    others = {
        "PRIVATE_GROUPS": {}, "FURTHER_LIBRARIES": {"trawl_pool": "indexer/base"}, "MOST_FILES": 5,
        "LARGE_FOLDERS": {}, "HOMES": ((("rocksdb/*",), ("indexer/store",)),), "EVERYWHERE": ("fmt/*",),
        "FREE": ("tests", "bench"), "OTHER_TESTS": {"tests/faults": "why"}, **values}
    return "LAYERS = {\n" + listing + "}\n" + "".join(f"{name} = {value!r}\n" for name, value in others.items())


def page(rows: str) -> str:
    return ("See [the check](../scripts/check), [below](#below-it-all) and `[no](link)`.\n"
            "# Below `it`, all\n" + "".join(f"| why? | [x](../{folder}) |\n" for folder in LAYERS) +
            "<!-- written by scripts/check_sources --write-table -->\n"
            "| folder | what it knows | may include |\n|---|---|---|\n" + rows + "<!-- end of the table -->\n")


ROWS = """\
| [indexer/base](../indexer/base) | strings | nothing |
| [indexer/store](../indexer/store) | RocksDB | indexer/base |
| [indexer](../indexer) | the pipeline | indexer/store |
| [query/read](../query/read) | what is open | indexer/base, indexer/store |
"""

PAGE = ".github/ARCHITECTURE.md"

CLEAN = {
    "bench/results/long.json": "1,\n" * 601,
    PAGE: page(ROWS),
    ".clang-format": "BasedOnStyle: Google\n",
    "data/common/numbers.tsv": "1\n" * 1000,
    "scripts/check": "true\n",
    "scripts/layers.py": layers(),
    "CMakeLists.txt": "add_subdirectory(indexer)\nadd_subdirectory(query)\nadd_subdirectory(tests)\n",
    "indexer/CMakeLists.txt": "add_subdirectory(base)\nadd_subdirectory(store)\nadd_executable(x main.cc)\n"
                              "target_link_libraries(x PRIVATE trawl_store)\n",
    "indexer/main.cc": '#include <vector>\n#include "indexer/indexer.h"\n',
    "indexer/indexer.h": '#pragma once\n#include "indexer/store/store.h"\n',
    "indexer/base/CMakeLists.txt": "add_library(trawl_base text.cc)\nadd_library(trawl_pool pool.cc)\n"
                                   "target_link_libraries(trawl_base PRIVATE yaml)\n",
    "indexer/base/pool.cc": "",
    "indexer/base/command_words.h": '#pragma once\nauto a = "--memory";\n',
    "indexer/base/text.h": "#pragma once\n#include <string>\n",
    "indexer/base/text.cc": '// Why.\n#include "indexer/base/text.h"\n\n#include <fmt/format.h>\n',
    "indexer/store/CMakeLists.txt": "add_library(trawl_store STATIC\n  store.cc)\n"
                                    "target_link_libraries(trawl_store PUBLIC trawl_base trawl_pool)\n",
    "indexer/store/store.h": '#pragma once\n#include "indexer/base/text.h"\n',
    "indexer/store/store.cc": '#include "indexer/store/store.h"\n#include <rocksdb/db.h>\n',
    "query/CMakeLists.txt": "add_subdirectory(read)\n",
    "query/read/CMakeLists.txt": "add_library(trawl_read reader.cc)\n"
                                 "target_link_libraries(trawl_read\n  PUBLIC trawl_store\n  PRIVATE trawl_base)\n",
    "query/read/reader.h": '#pragma once\n#include <vector>\n',
    "query/read/reader.cc": '#include "query/read/reader.h"\n#include "indexer/base/text.h"\n'
                            '#include "indexer/store/store.h"\n',
    "tests/CMakeLists.txt": "trawl_test(t SOURCES query/read/reader_test.cc faults/f_test.cc)\n"
                            "add_subdirectory(scripts)\n",
    "tests/query/read/reader_test.cc": '#include <gtest/gtest.h>\n#include <rocksdb/db.h>\n'
                                       '#include "query/read/reader.h"\n'
                                       'auto a = status.message().find("--memory");\n',
    "tests/faults/f_test.cc": "",
    "tests/scripts/CMakeLists.txt": "add_test(NAME x COMMAND check_test.sh)\n",
    "tests/scripts/check_test.sh": "true\n",
}
LINKED = CLEAN["query/read/CMakeLists.txt"]
READER = CLEAN["query/read/reader.cc"]

# Files written over the clean tree -> the expected violation.
SEEDED = {
    "folder that is not listed": (
        {"indexer/extra/a.h": "#pragma once\n", "indexer/extra/b.h": "#pragma once\n"},
        "indexer/extra/a.h:1: indexer/extra is not a folder of scripts/layers.py"),
    "folder inside a listed one": (
        {"query/read/deep/a.h": '#pragma once\n#include "query/read/reader.h"\n'},
        "query/read/deep/a.h:1: query/read/deep is not a folder of scripts/layers.py"),
    "upward include": (
        {"indexer/base/text.h": '#pragma once\n#include "indexer/store/store.h"\n'},
        'indexer/base/text.h:2: crosses the layers: indexer/base may not include "indexer/store/store.h"'),
    "query includes the pipeline": (
        {"query/read/reader.h": '#pragma once\n\n#  include "indexer/indexer.h"\n'},
        'query/read/reader.h:3: crosses the layers: query/read may not include "indexer/indexer.h"'),
    "pipeline includes query": (
        {"indexer/main.cc": '#include "indexer/indexer.h"\n#include "query/read/reader.h"\n'},
        'indexer/main.cc:2: crosses the layers: indexer may not include "query/read/reader.h"'),
    "edge that nothing uses": (
        {"query/read/reader.cc": '#include "query/read/reader.h"\n#include "indexer/store/store.h"\n'},
        "scripts/layers.py:15: query/read includes nothing of indexer/base"),
    "edge to a folder below": (
        {"scripts/layers.py": layers({"indexer/base": ("strings", ("indexer/store",))}),
         "indexer/base/text.h": '#pragma once\n#include "indexer/store/store.h"\n',
         "indexer/base/CMakeLists.txt": CLEAN["indexer/base/CMakeLists.txt"].replace("yaml", "trawl_store"),
         PAGE: page(ROWS.replace("strings | nothing", "strings | indexer/store"))},
        "scripts/layers.py:4: indexer/store, which indexer/base may include, is not above it"),
    "edge to a folder that is not listed": (
        {"scripts/layers.py": layers({"indexer": ("the pipeline", ("indexer/store", "indexer/gone"))}),
         PAGE: page(ROWS.replace("pipeline | indexer/store", "pipeline | indexer/store, indexer/gone"))},
        "scripts/layers.py:12: indexer/gone, which indexer may include, is not listed"),
    "cycle of a header and a source": (
        {"indexer/store/store.cc": '#include "indexer/store/store.h"\n#include "indexer/store/table.h"\n',
         "indexer/store/table.h": '#pragma once\n\n#include "indexer/store/store.h"\n'},
        "indexer/store/store.cc:2: a cycle of includes: "
        "indexer/store/store -> indexer/store/table -> indexer/store/store"),
    "cycle of three, of which a group is private": (
        {"scripts/layers.py": layers(PRIVATE_GROUPS={("indexer/store/a", "indexer/store/b"): "why"}),
         "indexer/store/a.h": '#pragma once\n#include "indexer/store/b.h"\n',
         "indexer/store/b.h": '#pragma once\n#include "indexer/store/a.h"\n#include "indexer/store/c.h"\n',
         "indexer/store/c.h": '#pragma once\n#include "indexer/store/b.h"\n'},
        "indexer/store/b.h:3: a cycle of includes: indexer/store/b -> indexer/store/c -> indexer/store/b"),
    "link that crosses": (
        {"indexer/base/CMakeLists.txt": CLEAN["indexer/base/CMakeLists.txt"].replace("yaml", "yaml\n  trawl_store")},
        "indexer/base/CMakeLists.txt:4: crosses the layers: indexer/base may not link trawl_store"),
    "link of another library that crosses": (
        {"indexer/CMakeLists.txt": CLEAN["indexer/CMakeLists.txt"].replace("trawl_store", "trawl_store trawl_pool")},
        "indexer/CMakeLists.txt:4: crosses the layers: indexer may not link trawl_pool"),
    "link that is missing": (
        {"query/read/CMakeLists.txt": LINKED.replace("PRIVATE trawl_base", "# trawl_base")
         .replace("trawl_store", "trawl_store)")},
        "query/read/CMakeLists.txt:1: does not link trawl_base, which query/read may include"),
    "link of a library that no folder makes": (
        {"query/read/CMakeLists.txt": LINKED.replace("trawl_base", "trawl_base trawl_gone")},
        "query/read/CMakeLists.txt:4: trawl_gone is the library of no folder of scripts/layers.py"),
    "second library of a folder": (
        {"query/read/CMakeLists.txt": LINKED + "add_library(trawl_more more.cc)\n", "query/read/more.cc": ""},
        "query/read/CMakeLists.txt:5: query/read makes trawl_read and trawl_more: a folder has one library"),
    "large folder": (
        {f"indexer/store/{name}.h": "#pragma once\n" for name in "abcd"},
        "indexer/store/store.h:1: indexer/store has 6 files, 5 are the most: split it"),
    "tests of no folder": (
        {"tests/query/gone/a.h": "#pragma once\n"},
        "tests/query/gone/a.h:1: tests/query/gone mirrors no folder of scripts/layers.py"),
    "table of folders that is old": (
        {PAGE: page(ROWS.replace("| RocksDB |", "| LevelDB |"))},
        ".github/ARCHITECTURE.md:11: differs from scripts/layers.py: run scripts/check_sources --write-table"),
    "table of folders that lacks the last row": (
        {PAGE: page(ROWS[:ROWS.index("| [query/read]")])},
        ".github/ARCHITECTURE.md:13: differs from scripts/layers.py: run scripts/check_sources --write-table"),
    "no table of folders": (
        {PAGE: "Trawl\n"},
        ".github/ARCHITECTURE.md:1: has no table of folders between <!-- written by scripts/check_sources --write-table --> "
        "and <!-- end of the table -->"),
    "folder without a question": (
        {PAGE: page(ROWS).replace("| why? | [x](../query/read) |\n", "")},
        ".github/ARCHITECTURE.md:1: does not say which question query/read answers"),
    "third party away from home": (
        {"query/read/reader.cc": READER + "#include <rocksdb/db.h>\n"},
        "query/read/reader.cc:4: <rocksdb/db.h> belongs in indexer/store"),
    "third party nobody knows": (
        {"indexer/base/text.h": "#pragma once\n#include <folly/Range.h>\n"},
        "indexer/base/text.h:2: <folly/Range.h> belongs in scripts/layers.py first"),
    "include not from the root": (
        {"indexer/store/store.h": '#pragma once\n#include "indexer/base/text.h"\n#include "../base/text.h"\n'},
        'indexer/store/store.h:3: "../base/text.h" is no file, seen from the root of the repository'),
    "source that no target lists": (
        {"indexer/base/lost.cc": ""},
        "indexer/base/lost.cc:1: no CMakeLists.txt lists it: it is not built"),
    "source listed in a comment alone": (
        {"indexer/base/lost.cc": "", "indexer/base/CMakeLists.txt":
         CLEAN["indexer/base/CMakeLists.txt"] + "# lost.cc\n"},
        "indexer/base/lost.cc:1: no CMakeLists.txt lists it: it is not built"),
    "test that no target lists": (
        {"tests/faults/lost_test.cc": ""},
        "tests/faults/lost_test.cc:1: no CMakeLists.txt lists it: it is not built"),
    "script test that nothing runs": (
        {"tests/scripts/lost_test.py": ""},
        "tests/scripts/lost_test.py:1: no CMakeLists.txt lists it: it is not built"),
    "folder that is not added": (
        {"bench/extra/CMakeLists.txt": "add_executable(extra a.cc)\n", "bench/extra/a.cc": ""},
        "bench/extra/CMakeLists.txt:1: no add_subdirectory leads here: nothing in it is built"),
    "flag in a library": (
        {"indexer/base/text.cc": '#include "indexer/base/text.h"\nauto a = "lower --memory or"; // "--x"\n'},
        "indexer/base/text.cc:2: --memory is a flag, and this is not a command: mention a Term (indexer/base/term.h)"),
    "flag in a raw text of a library": (
        {"indexer/base/text.cc": '#include "indexer/base/text.h"\nauto a = R"(one\n--path two)";\n'},
        "indexer/base/text.cc:3: --path is a flag, and this is not a command: mention a Term (indexer/base/term.h)"),
    "message that is searched": (
        {"indexer/main.cc": '#include "indexer/indexer.h"\nbool b = status.message().starts_with("x");\n'},
        "indexer/main.cc:2: looks into a message: give the status a field (indexer/base/error_context.h)"),
    "long file": (
        {"tests/query/read/reader_test.cc": "//\n" * 601},
        "tests/query/read/reader_test.cc:601: 601 lines, 600 are the most: split it"),
    "long script": (
        {"scripts/check": "true\n" * 601},
        "scripts/check:601: 601 lines, 600 are the most: split it"),
    "name that says nothing": (
        {"indexer/base/string_util.h": "#pragma once\n"},
        "indexer/base/string_util.h:1: 'util' in a name says nothing: name what it holds"),
    "folder that says nothing": (
        {"tests/common/a.py": ""},
        "tests/common/a.py:1: 'common' in a name says nothing: name what it holds"),
    "header without pragma once": (
        {"indexer/base/text.h": "#include <string>\n"},
        "indexer/base/text.h:1: no #pragma once"),
    "own header not first": (
        {"indexer/base/text.cc": '#include <string>\n#include "indexer/base/text.h"\n'},
        'indexer/base/text.cc:1: does not include "indexer/base/text.h" first'),
    "dead link": (
        {"scripts/page.md": "one\n[x](docs/gone.md#part)\n"},
        "scripts/page.md:2: links to docs/gone.md#part, which does not exist"),
    "dead link of a page among data": (
        {"data/page.md": "[x](gone.tsv)\n"},
        "data/page.md:1: links to gone.tsv, which does not exist"),
    "link to a heading that is gone": (
        {"scripts/page.md": f"# One\n[x](#one) [y](../{PAGE}#below-it-all) [z](../{PAGE}#belo)\n"},
        f"scripts/page.md:2: links to ../{PAGE}#belo, but that page has no such heading"),
    "link to a source that lacks the name": (
        {"scripts/page.md": "# A\n[store](../indexer/store/store.cc) [open_store](../indexer/store/store.cc)\n"},
        "scripts/page.md:2: store.cc has no open_store"),
    "name that a source lacks": (
        {"scripts/page.md": "`kLeast` in [layers.py](layers.py), `LAYERS` in [layers.py](layers.py)\n"},
        "scripts/page.md:1: layers.py has no kLeast"),
    "new top-level entry": (
        {"docs/page.md": ""},
        "docs/page.md:1: docs is not an entry that the top level has"),
}


@contextlib.contextmanager
def tree(changes: dict[str, str]):
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for path, content in {**CLEAN, **changes}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content)
        subprocess.run(["git", "init", "-q", root], check=True)
        yield root


def check_sources(*arguments) -> tuple[int, list[str]]:
    result = subprocess.run([sys.executable, CHECK_SOURCES, *arguments], capture_output=True, text=True)
    if result.stderr:
        raise AssertionError(result.stderr)
    return result.returncode, result.stdout.splitlines()[:-1]


def check(changes: dict[str, str]) -> tuple[int, list[str]]:
    with tree(changes) as root:
        return check_sources(root)


class CheckSourcesTest(unittest.TestCase):
    def test_clean_tree(self):
        self.assertEqual(check({}), (0, []))

    def test_what_layers_declare_is_allowed(self):
        changes = {
            "scripts/layers.py": layers(
                PRIVATE_GROUPS={("indexer/store/a", "indexer/store/b"): "why"},
                LARGE_FOLDERS={"indexer/store": "why"}),
            "indexer/store/a.h": '#pragma once\n#include "indexer/store/b.h"\n',
            "indexer/store/b.h": '#pragma once\n#include "indexer/store/a.h"\n',
            **{f"indexer/store/{name}.h": "#pragma once\n" for name in "cde"},
        }
        self.assertEqual(check(changes), (0, []))

    def test_the_table_is_written(self):
        with tree({PAGE: page("| old |\n") + "after\n"}) as root:
            self.assertEqual(check_sources("--write-table", root), (0, []))
            self.assertEqual((root / PAGE).read_text(), page(ROWS) + "after\n")

    def test_each_seeded_violation_is_found_alone(self):
        for kind, (changes, violation) in SEEDED.items():
            with self.subTest(kind):
                self.assertEqual(check(changes), (1, [violation]))


if __name__ == "__main__":
    unittest.main()
