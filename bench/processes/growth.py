"""Builds and searches nested samples of a corpus."""

import itertools
import os
import pathlib
import re
import shutil

import measure
import parts

ABSENT, RARE = "zzabsentzz", r"GreenPool\("
WORD = re.compile(rb"\b[A-Za-z_]\w{17,40}\b")
MOST_TRIES = 200  # words tried until one occurs only once; usually one of the first few does


class Growth:
    """`say` is called with each step's name. Methods raise measure.Failed if Trawl cannot be run."""

    def __init__(self, programs: pathlib.Path, work: pathlib.Path, memory: str, say):
        self.programs, self.work, self.memory, self.say = programs, work, memory, say
        self.output = work / "output"

    def run(self, program: str, *arguments) -> measure.Run:
        accepted = (0,) if program == "trawl-index" else (0, 1)
        return measure.run([self.programs / program, *arguments], self.output, self.work, dict(os.environ),
                           accepted=accepted)

    def index(self, number: int) -> pathlib.Path:
        return self.work / f"index-{number}"

    def build(self, number: int, jobs: int) -> measure.Run:
        shutil.rmtree(self.index(number), ignore_errors=True)
        os.sync()  # writes left over from an earlier run must not count here
        return self.run("trawl-index", "build", "--index", self.index(number), "--memory", self.memory, "--jobs",
                        str(jobs), "--corpus", self.work / f"sample-{number}.tsv")

    def said(self, pattern: str) -> int:
        return int(re.search(pattern, self.output.read_text(errors="replace"), re.M)[1])

    def measure_builds(self, number: int, sample: list[parts.Part], jobs: list[int], runs: int) -> dict:
        parts.write_corpus_file(sample, self.work / f"sample-{number}.tsv")
        self.say(f"building {sum(part.text_bytes for part in sample) / 1e9:.2f} GB")
        self.build(number, max(jobs))  # reads the files into the page cache
        size = {"parts": len(sample), "text_bytes": self.said(r"^text +(\d+) bytes"),
                "files": self.said(r"^files +(\d+)"), "segments": self.said(r"in (\d+) new segment")}
        sizes = {}

        def build(threads: int) -> measure.Run:
            run = self.build(number, threads)
            sizes[threads] = measure.size_of(self.index(number))
            return run

        measured = measure.interleaved(runs, {each: lambda each=each: build(each) for each in jobs})
        size["builds"] = [{"jobs": each, "figures": measure.figures(measured[each]), "index_bytes": sizes[each]}
                          for each in jobs]
        for build in size["builds"]:
            build["mb_per_second_median"] = size["text_bytes"] / build["figures"]["wall_seconds_median"] / 1e6
        self.run("trawl-index", "stats", "--index", self.index(number))
        size["distinct_bytes"] = self.distinct_bytes()
        return size

    def distinct_bytes(self) -> int:
        """The text bytes of all segments, from the output of `stats`."""
        table = re.search(r"^segment .*\n((?:\S.*\n)*)", self.output.read_text(), re.M)[1]
        return sum(int(row.split()[3]) for row in table.splitlines())

    def count(self, number: int, query: str) -> int:
        self.run("trawl", "search", "--index", self.index(number), "--", query)
        return self.output.read_bytes().count(b"\n")

    def word_that_occurs_once(self, sample: list[parts.Part], largest: int) -> str:
        """A word of the smallest sample that matches one line in the largest, so that its cost depends only on the
        size."""
        words = (word.decode() for part in sample for path in sorted(measure.files_in(part.directory))
                 for word in WORD.findall(pathlib.Path(path).read_bytes()[:1 << 16])[:1])
        for word in itertools.islice(words, MOST_TRIES):
            if self.count(largest, word) == 1:
                return word
        raise measure.Failed("no word of the smallest size occurs once in the largest")

    def measure_queries(self, sizes: int, queries: dict[str, str], runs: int) -> list[list[dict]]:
        """The queries' figures for each size. All take turns."""
        def search(number: int, query: str) -> measure.Run:
            return self.run("trawl", "search", "--index", self.index(number), "--", query)

        found = {(number, kind): self.count(number, query)
                 for number in range(sizes) for kind, query in queries.items()}
        measured = measure.interleaved(runs, {
            (number, kind): lambda number=number, kind=kind: search(number, queries[kind]) for number, kind in found})
        return [[{"kind": kind, "query": query, "lines": found[number, kind],
                  "figures": measure.figures(measured[number, kind])} for kind, query in queries.items()]
                for number in range(sizes)]


def measure_all(growth: Growth, repositories: list[tuple[str, pathlib.Path]], sizes: list[int], jobs: list[int],
                build_runs: int, runs: int) -> dict:
    growth.say("looking at the corpus")
    divided, left_out = parts.divide(repositories, sizes[0])
    samples = parts.samples(divided, sizes)
    if not samples:
        raise measure.Failed(f"the corpus has less than {sizes[0] / 1e9:g} GB of text")
    if len(samples) < len(sizes):
        growth.say(f"the corpus is too small for {sizes[len(samples)] / 1e9:g} GB, which is left out")
    rows = [growth.measure_builds(number, sample, jobs, build_runs) for number, sample in enumerate(samples)]
    growth.say("timing searches")
    queries = {"absent": ABSENT, "rare": RARE, "once": growth.word_that_occurs_once(samples[0], len(samples) - 1)}
    for row, measured in zip(rows, growth.measure_queries(len(samples), queries, runs)):
        row["queries"] = measured
    return {"sizes": rows, "left_out_bytes": left_out}
