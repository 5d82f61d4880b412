"""Compares two states of Trawl on one corpus: first their answers, then what each task costs, in turns."""

import dataclasses
import itertools
import os
import pathlib
import shutil

import bars
import instructions
import measure
import noise
import peers
from corpus import Corpus

CATALOGUE = "data/catalogues/eventlet.yaml"  # of a state
# Rules of the catalogue: one with many hits, one with some, and one with few.
RULES = ("eventlet/occurrence", "eventlet/green-pool", "eventlet/import-time-patch")

# The rules are those of rules_alone(), which is written beside the indexes.
BUILD_WORDS = ("trawl-index", "build", "--index", "INDEX", "--memory", "1G", "--rules")
DUMP = peers.Program("dump", ("trawl-index", "dump", "--index", "INDEX"), index="index")
QUESTIONS = [*(peers.Program(f"search {query}", ("trawl", "search", "--index", "INDEX", "--", query), index="index")
               for query in bars.QUERIES),
             *(peers.Program(f"list {rule}", ("trawl", "list", "--index", "INDEX", rule), index="index")
               for rule in RULES)]
BASE, AGAIN, NOW = "base", "again", "now"


class Differs(Exception):
    """The states answer differently. The message says where."""


@dataclasses.dataclass(frozen=True)
class Row:
    task: str
    figure: str  # "instructions", "cpu s" or "wall s"
    verdict: noise.Verdict


def rules_alone(catalogue: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """A catalogue without its study, whose fields another state may not know."""
    rules, _, _ = catalogue.read_text().partition("\nstudy:\n")
    path = folder / catalogue.name
    path.write_text(rules + "\n")
    return path


def copied(programs: pathlib.Path, to: pathlib.Path) -> pathlib.Path:
    """A directory with copies, one for each state. Where a file lies in the page cache changes how long a program
    takes to start (measured: 1.1 or 1.8 ms for one program), so that is part of the noise and not of a state."""
    to.mkdir()
    for name in ("trawl", "trawl-index"):
        shutil.copy2(programs / name, to / name)
    return to


def first_difference(what: str, base: bytes, now: bytes) -> str:
    """One line that describes where two unequal outputs first differ."""
    theirs, ours = base.split(b"\n"), now.split(b"\n")
    for number, (before, after) in enumerate(itertools.zip_longest(theirs, ours), 1):
        if before != after:
            return (f"{what}: line {number} differs: the base has {ascii(before)[1:]}, "
                    f"this state has {ascii(after)[1:]}")
    raise AssertionError("they are equal")


class Regression:
    """`say` is called with each step's name. Methods raise measure.Failed if a program cannot be run."""

    def __init__(self, base: pathlib.Path, now: pathlib.Path, corpus: Corpus, catalogue: pathlib.Path,
                 work: pathlib.Path, say):
        self.say, self.work, self.perf = say, work, instructions.counter()
        rules = str(rules_alone(catalogue, work))
        self.build_task = peers.Program("build", (*BUILD_WORDS, rules, "CORPUS"), index="index")
        self.places = {}
        for name, programs in ((BASE, base), (AGAIN, base), (NOW, now)):
            (work / name).mkdir()
            self.places[name] = peers.Place(copied(programs, work / f"{name}-programs"), corpus, work / name)

    def run(self, state: str, program: peers.Program, index_of: str = "") -> dict[str, float]:
        """The figures of one run, whose output is in output(state). `index_of` names another state whose index is
        used."""
        place, report = self.places[state], self.work / "report"
        command = dataclasses.replace(place, work=self.places[index_of or state].work).command(program)
        if self.perf:
            command = instructions.command(self.perf, str(report)) + command
        accepted = (0, 1) if program.executable == "trawl" else (0,)
        done = measure.run(command, self.output(state), self.work, place.environment(program), accepted=accepted)
        return ({"instructions": instructions.count(report)} if self.perf else
                {"cpu s": done.cpu, "wall s": done.wall})

    def output(self, state: str) -> pathlib.Path:
        return self.work / f"{state}.output"

    def build(self, state: str) -> dict[str, float]:
        shutil.rmtree(self.places[state].index(self.build_task), ignore_errors=True)
        os.sync()  # writes left over from an earlier run must not count here
        return self.run(state, self.build_task)

    def compare(self, what: str) -> None:
        base, now = self.output(BASE).read_bytes(), self.output(NOW).read_bytes()
        if base != now:
            raise Differs(first_difference(what, base, now))

    def compare_records(self) -> None:
        """This state's program dumps both indexes, so that the same code prints both."""
        try:
            self.run(NOW, DUMP, BASE)
            os.replace(self.output(NOW), self.output(BASE))
        except measure.Failed as failure:
            self.say(f"the records of the indexes are not compared: {failure}")
            return
        self.run(NOW, DUMP)
        self.compare("records of the index")

    def compare_all(self) -> None:
        """Builds the indexes and compares all answers. Raises Differs."""
        self.say("building the corpus with each state")
        for state in self.places:
            self.build(state)
        self.say("comparing answers")
        self.compare_records()
        for question in QUESTIONS:
            for state in self.places:
                self.run(state, question)
            self.compare(question.name)

    def measure(self, pairs: int) -> list[Row]:
        # No state always comes first or always follows the same one.
        orders = list(itertools.permutations(self.places))
        rows = []
        for task in (self.build_task, *QUESTIONS):
            self.say(f"timing {task.name}")
            runs = {state: [] for state in self.places}
            for order in itertools.islice(itertools.cycle(orders), pairs):
                for state in order:
                    runs[state].append(self.build(state) if task is self.build_task else self.run(state, task))
            for figure in runs[BASE][0]:
                values = ([run[figure] for run in runs[state]] for state in (BASE, AGAIN, NOW))
                rows.append(Row(task.name, figure, noise.judge(*values)))
        return rows


def table(rows: list[Row]) -> str:
    """The rows for a terminal."""
    def amount(value: float) -> str:
        return f"{value:.4g}" if value < 1e4 else f"{value:.4e}"
    lines = [f"{'what':36} {'figure':12} {'base':>10} {'now':>10} {'ratio':>7} {'noise':>7}"]
    for row in rows:
        verdict = row.verdict
        lines.append(f"{row.task:36} {row.figure:12} {amount(verdict.base):>10} {amount(verdict.now):>10} "
                     f"{verdict.ratio:7.3f} {verdict.noise:7.3f} {verdict.word}".rstrip())
    return "\n".join(lines)
