"""Writes a small corpus, the same each time, to check that a bench works."""

import pathlib
import random

WORDS = ["import eventlet", "eventlet.spawn(run)", "def __init__(self):", "def test_it_eventlet(self):", "return None",
         "pool = eventlet.GreenPool(7)", "time.sleep(1)", "self.value = value", "# a comment", ""]
FILES, LINES = 60, 80


def write(directory: pathlib.Path) -> pathlib.Path:
    """Writes two repositories, two levels down."""
    source = random.Random(2)
    for number in range(FILES):
        path = directory / "openstack" / ("heat", "nova")[number % 2] / f"module{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{source.choice(WORDS)}  # {source.randrange(10**6)}\n" for _ in range(LINES)))
    return directory
