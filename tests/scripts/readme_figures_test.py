#!/usr/bin/env python3
"""Checks the figures of README.md against bench/results: each row of its table must follow from the results."""

import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
RESULTS = json.loads((ROOT / "bench/results/openstack-2024.2.json").read_text())
BUILDERS = ("trawl-index --memory 1G", None, "zoekt-index", "cindex")  # one for each column; None has no index
SEARCHERS = ("trawl", "ripgrep", "zoekt", "csearch")


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def milliseconds(searcher: dict) -> str:
    value = searcher["warm"]["wall_seconds_median"] * 1000
    missing = f", {searcher['missing']} lines missing" if searcher["missing"] else ""
    return (f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms") + missing


def build_rows() -> list[str]:
    builds = {build["name"]: build for build in RESULTS["builds"]}
    times = [f"{builds[name]['warm']['wall_seconds_median']:.1f} s" if name else "none" for name in BUILDERS]
    text = RESULTS["corpus"]["text_bytes"]
    sizes = [f"{builds[name]['index_bytes'] / text:.3f}" if name else "none" for name in BUILDERS]
    sizes[-1] += ", and the source files"  # csearch reads the files for every search
    return [row("build", *times), row("size of the index ÷ size of the text", *sizes)]


def search_row(query: dict) -> str:
    searchers = {searcher["name"]: searcher for searcher in query["searchers"]}
    lines = f"{query['lines']:,}" if query["lines"] else "no line"
    return row(f"`{query['query']}`: {lines}", *(milliseconds(searchers[name]) for name in SEARCHERS))


class ReadmeFiguresTest(unittest.TestCase):
    def assert_has(self, line: str):
        self.assertTrue(line in README.splitlines(), f"README.md has no line {line}")

    def test_builds(self):
        for expected in build_rows():
            self.assert_has(expected)

    def test_searches(self):
        queries = {query["query"]: search_row(query) for query in RESULTS["queries"]}
        shown = re.findall(r"^\| `(.*?)`: .*$", README, re.MULTILINE)
        self.assertGreaterEqual(len(shown), 5)
        for query in shown:
            self.assert_has(queries[query])

    def test_corpus(self):
        corpus = RESULTS["corpus"]
        self.assertIn(f"{corpus['text_bytes'] / 1e6:.0f} MB of text in {corpus['files']:,} files", README)


if __name__ == "__main__":
    unittest.main()
