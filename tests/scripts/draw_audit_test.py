#!/usr/bin/env python3
"""Draws statements from made reports with scripts/draw_audit."""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import pathlib
import sys
import tempfile
import unittest
import unittest.mock

sys.dont_write_bytecode = True
SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts/draw_audit"
LOADER = importlib.machinery.SourceFileLoader("draw_audit", str(SCRIPT))
draw_audit = importlib.util.module_from_spec(importlib.util.spec_from_loader(LOADER.name, LOADER))
LOADER.exec_module(draw_audit)

CODE = "app/loop.py"


def where(line: int) -> list[dict]:
    return [{"path": CODE, "lines": [line]}]


def project(name: str, lines: int) -> dict:
    """A project with a statement of each kind for each of its lines, but one verdict."""
    rules = [{"message": f"does {i}", "lines": [i]} for i in range(1, lines + 1)]
    advice = [{"text": f"Say {i}.", "where": where(i)} for i in range(1, lines + 1)]
    return {
        "repository": name, "deactivable": "No", "reason": {"text": "Bound.", "where": where(1)},
        "patterns": [{"id": "loops", "title": "Loops"}],
        "files": [{"path": CODE, "patterns": [{"id": "loops", "rules": rules}]}],
        "challenges": advice, "recommendations": [{"text": "Nothing is to do.", "where": []}],
    }


class DrawAudit(unittest.TestCase):
    def drawn(self, projects: list[dict], seed: str = "a") -> dict:
        with tempfile.TemporaryDirectory(prefix="draw-audit-test-") as directory:
            corpus = pathlib.Path(directory, "corpus")
            for each in projects:
                path = corpus / each["repository"] / CODE
                path.parent.mkdir(parents=True)
                path.write_text("".join(f"    line {i}\n" for i in range(1, 1001)))
            reports = pathlib.Path(directory, "reports.json")
            reports.write_text(json.dumps({"projects": projects}))
            trawl = pathlib.Path(directory, "trawl")
            trawl.write_text(f"#!/bin/sh\ncat '{reports}'\n")
            trawl.chmod(0o755)
            printed = io.StringIO()
            arguments = ["draw_audit", seed, str(pathlib.Path(directory, "index")), str(corpus)]
            with unittest.mock.patch.object(draw_audit, "TRAWL", trawl), \
                    unittest.mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(printed):
                self.assertEqual(draw_audit.main(), 0)
            return json.loads(printed.getvalue())

    def kinds(self, record: dict) -> dict[str, int]:
        kinds = [statement["kind"] for statement in record["statements"]]
        return {kind: kinds.count(kind) for kind in draw_audit.COUNTS}

    def test_same_seed_same_draw(self):
        projects = [project(f"o/p{i}", 5) for i in range(30)]
        first = self.drawn(projects)
        self.assertEqual(first["seed"], "a")
        self.assertEqual(first, self.drawn(projects))
        self.assertNotEqual(first["statements"], self.drawn(projects, "b")["statements"])

    def test_draws_a_hundred(self):
        record = self.drawn([project(f"o/p{i}", 5) for i in range(30)])
        self.assertEqual(self.kinds(record), {"verdict": 20, "pattern": 40, "sentence": 40})

    def test_draws_no_statement_twice(self):
        # All there are: what is drawn has to be everything.
        record = self.drawn([project(f"o/p{i}", 2) for i in range(20)])
        self.assertEqual(self.kinds(record), {"verdict": 20, "pattern": 40, "sentence": 40})
        different = {json.dumps(statement) for statement in record["statements"]}
        self.assertEqual(len(different), 100)

    def test_draws_all_if_there_are_fewer(self):
        record = self.drawn([project("o/a", 3), project("o/b", 1)])
        self.assertEqual(self.kinds(record), {"verdict": 2, "pattern": 4, "sentence": 4})

    def test_large_projects_do_not_crowd_out_small_ones(self):
        record = self.drawn([project("o/large", 1000)] + [project(f"o/p{i}", 2) for i in range(40)])
        of_large = [each for each in record["statements"] if each["repository"] == "o/large"]
        self.assertLess(len(of_large), 20)

    def test_shows_the_cited_lines(self):
        record = self.drawn([project("o/a", 2)])
        self.assertIn({"kind": "pattern", "repository": "o/a", "statement": "Loops: does 2",
                       "lines": ["app/loop.py:2: line 2"], "judgement": "", "why": ""}, record["statements"])
        # What cites nothing cannot be held against the code.
        self.assertTrue(all(statement["lines"] for statement in record["statements"]))


if __name__ == "__main__":
    unittest.main()
