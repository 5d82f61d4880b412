#!/usr/bin/env python3
"""Validates the shipped catalogues, and changed ones, with data/catalogues/catalogue.schema.json."""

import copy
import json
import pathlib
import unittest

import jsonschema
import yaml

DIRECTORY = pathlib.Path(__file__).resolve().parents[2] / "data/catalogues"
SCHEMA = json.loads((DIRECTORY / "catalogue.schema.json").read_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def sample() -> dict:
    """The catalogue that README.md shows."""
    page = (DIRECTORY / "README.md").read_text()
    return yaml.safe_load(page.partition("```yaml\n")[2].partition("```")[0])


def with_patterns() -> int:
    """The index of the sample's first rule that combines patterns."""
    return next(i for i, rule in enumerate(sample()["rules"]) if "patterns" in rule)


def changed(*path, to=None) -> dict:
    """The sample with the value at a path replaced or removed."""
    catalogue = copy.deepcopy(sample())
    place = catalogue
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return catalogue


EXAMPLE = ("study", "deactivable", "reasons", "unused", "said")
WRONG = {
    "no rules": changed("rules", to=[]),
    "a field that is none": changed("rules", 0, "severty", to="INFO"),
    "a name with a blank": changed("catalogue", to="two words"),
    "a name that is a directory": changed("catalogue", to=".."),
    "a name of 101 bytes": changed("rules", 0, "id", to="x" * 101),
    "no message": changed("rules", 0, "message"),
    "a severity that is none": changed("rules", 0, "severity", to="HIGH"),
    "no language": changed("rules", 0, "languages", to=[]),
    "no pattern": changed("rules", 0, "pattern-regex"),
    "two kinds of pattern": changed("rules", 0, "patterns", to=[{"pattern-regex": "x"}]),
    "two fields in one part": changed("rules", with_patterns(), "patterns", 0, "pattern-not-regex", to="x"),
    "a text of two lines": changed("rules", 0, "message", to="one\ntwo"),
    "a complexity of 11": changed("study", "levels", 0, "from", to=11),
    "a marker that begins with a blank": changed("study", "comment-marker", to=" #"),
    "a threshold in quotes": changed("study", "thresholds", 0, to="2"),
    "eight thresholds": changed("study", "thresholds", 0),
    "no reason": changed("study", "deactivable", "reasons", "bound"),
    "a class that is none": changed("study", "patterns", 0, "classes", to=["tests"]),
    "a path that leaves the project": changed(*EXAMPLE, to={"../app/fetch.py": "x"}),
    "a path with an empty part": changed(*EXAMPLE, to={"app//fetch.py": "x"}),
    "a path with a part .": changed(*EXAMPLE, to={"app/./fetch.py": "x"}),
    "a path that ends in ..": changed(*EXAMPLE, to={"app/..": "x"}),
    "points below zero": changed("study", "patterns", 0, "points", "line", to=-1),
}


class CatalogueSchema(unittest.TestCase):
    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_takes_what_is_shipped_and_the_sample(self):
        files = sorted(DIRECTORY.glob("*.yaml"))
        self.assertGreaterEqual(len(files), 3)
        for file in files:
            VALIDATOR.validate(yaml.safe_load(file.read_text()))
        VALIDATOR.validate(sample())

    def test_takes_paths_with_dots(self):
        for path in ("a.py", ".zuul.yaml", "..a/b", "a/.b./c..", "a/...", "a b"):
            with self.subTest(path):
                VALIDATOR.validate(changed(*EXAMPLE, to={path: "x"}))

    def test_refuses_what_the_parser_refuses(self):
        for name, catalogue in WRONG.items():
            with self.subTest(name):
                self.assertFalse(VALIDATOR.is_valid(catalogue))


if __name__ == "__main__":
    unittest.main()
