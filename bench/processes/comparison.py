"""One comparison of Trawl with its peers on one corpus: first answers, then times, warm and cold."""

import os
import re
import shutil

import answers
import hound
import library
import measure
import page_cache
import peers


class Comparison:
    """`say` is called with each step's name. Methods raise measure.Failed if Trawl or ripgrep cannot be run."""

    def __init__(self, place: peers.Place, runs: int, cold_runs: int, only: list[str] | None, say):
        self.place, self.runs, self.cold_runs, self.say = place, runs, cold_runs, say
        self.output = place.work / "output"
        self.builders, absent_builders = peers.choose(peers.BUILDERS, place, only)
        self.searchers, absent_searchers = peers.choose(peers.SEARCHERS, place, only)
        self.left_out = {name: "not on PATH" for name in absent_builders + absent_searchers}
        if peers.HOUND in self.left_out:
            self.left_out[peers.HOUND] = "no address of a running one was given"
        self.ours = self.searchers[0]
        self.how_cold = page_cache.method() if cold_runs else None
        self.floor = 0

    def run(self, program: peers.Program, query: str = "", accepted=(0, 1), sync=None) -> measure.Run:
        if program.name == peers.HOUND:
            return hound.ask(self.place.hound, query, self.output)
        done = measure.run(self.place.command(program, query), self.output, self.place.corpus.tree,
                           self.place.environment(program), sync, accepted)
        self.floor = max(self.floor, done.floor)
        return done

    def build(self, builder: peers.Program, cold: bool = False) -> measure.Run:
        index = self.place.index(builder)
        shutil.rmtree(index, ignore_errors=True)
        index.mkdir()
        os.sync()  # writes left over from an earlier run must not count here
        if cold:
            page_cache.drop(self.how_cold, [self.place.corpus.tree])
        return self.run(builder, accepted=(0,), sync=None if builder.syncs else index)

    def search_cold(self, searcher: peers.Program, query: str) -> measure.Run:
        os.sync()  # pages that are not on disk yet cannot be dropped
        read = [self.place.index(searcher)] if searcher.index else []
        page_cache.drop(self.how_cold, read + [self.place.corpus.tree] if searcher.reads_corpus else read)
        return self.run(searcher, query)

    def leave_out(self, program: peers.Program, why: str) -> None:
        self.say(f"{program.name} is left out: {why}")
        self.left_out[program.name] = why

    def first_builds(self) -> dict:
        """Builds the indexes to search, untimed, and describes the corpus by the output of Trawl's build."""
        for builder in list(reversed(self.builders)):  # Trawl comes last because its output is read below
            self.say(f"building what is searched: {builder.name}")
            try:
                self.build(builder)
            except measure.Failed as failure:
                if builder.syncs:
                    raise
                self.leave_out(builder, str(failure))
                self.builders.remove(builder)
        said = self.output.read_text(errors="replace")
        written = {builder.index for builder in self.builders}
        for searcher in list(self.searchers):
            if searcher.index and searcher.index not in written:
                self.leave_out(searcher, "has no index to search")
                self.searchers.remove(searcher)
        return {"name": self.place.corpus.name, "text_bytes": int(re.search(r"^text +(\d+) bytes", said, re.M)[1]),
                "files": int(re.search(r"^files +(\d+)", said, re.M)[1])}

    def skipped(self) -> set[bytes]:
        listing = peers.Program("files", ("trawl", "files", "--index", "INDEX", "--skipped"), index=self.ours.index)
        self.run(listing)
        return answers.skipped_files(self.output.read_bytes(), self.place.prefix(self.ours))

    def found(self, searcher: peers.Program, query: str, skipped: set[bytes]) -> list[bytes]:
        self.run(searcher, query)
        return answers.lines_of(self.output.read_bytes(), self.place.prefix(searcher), skipped)

    def compare(self, query: str, skipped: set[bytes]) -> dict:
        """The lines that each searcher misses or has too many. Raises measure.Failed if Trawl's lines differ."""
        self.say(f"comparing the lines of {query}")
        ripgrep = next(each for each in self.searchers if each.executable == "rg")
        wanted = self.found(ripgrep, query, skipped)
        if odd := answers.why_they_differ(query, wanted, self.found(self.ours, query, skipped)):
            raise measure.Failed(odd)
        places, rows = answers.places_of(wanted), []
        for searcher in self.searchers:
            row = {"name": searcher.name, "unfair": searcher.unfair, "missing": 0, "extra": 0, "first": ""}
            if searcher not in (ripgrep, self.ours):
                try:
                    got = answers.places_of(self.found(searcher, query, skipped))
                    row.update(answers.difference(places, got))
                except measure.Failed as failure:
                    row["failed"] = str(failure)
            rows.append(row)
        return {"query": query, "lines": len(wanted), "searchers": rows}

    def time_builds(self, rows: list[dict], text_bytes: int, cold: bool) -> None:
        """Times all builders. The first call creates the rows."""
        runs = self.cold_runs if cold else self.runs
        figures = self.take_turns(runs, self.builders, lambda builder: self.build(builder, cold))
        if cold:
            for row in rows:
                row["cold"] = figures[row["name"]]
            return
        for builder in self.builders:
            row = {"name": builder.name, "unfair": builder.unfair, "warm": figures[builder.name], "cold": None,
                   "index_bytes": measure.size_of(self.place.index(builder))}
            rows.append({**row, "mb_per_second_median": text_bytes / row["warm"]["wall_seconds_median"] / 1e6})

    def time_query(self, compared: dict, cold: bool) -> None:
        query, rows = compared["query"], {row["name"]: row for row in compared["searchers"] if "failed" not in row}
        searchers = [each for each in self.searchers if each.name in rows]
        if cold:
            searchers = [each for each in searchers if each.name != peers.HOUND]
            figures = self.take_turns(self.cold_runs, searchers, lambda each: self.search_cold(each, query))
        else:
            figures = self.take_turns(self.runs, searchers, lambda each: self.run(each, query))
        for name, row in rows.items():
            row["cold" if cold else "warm"] = figures.get(name)

    def take_turns(self, runs: int, programs: list[peers.Program], call) -> dict[str, dict | None]:
        """The figures of each program, or None if there are no runs."""
        measured = measure.interleaved(runs, {each.name: lambda each=each: call(each) for each in programs})
        return {name: measure.figures(them) if them else None for name, them in measured.items()}


def compare_all(comparison: Comparison, queries: list[str]) -> dict:
    corpus = comparison.first_builds()
    skipped = comparison.skipped()
    return {"corpus": corpus, "queries": [comparison.compare(query, skipped) for query in queries]}


def measure_all(comparison: Comparison, queries: list[str]) -> dict:
    results = compare_all(comparison, queries)
    compared, builds = results["queries"], []
    for cold in (False, True) if comparison.cold_runs else (False,):
        word = "cold" if cold else "warm"
        for query in compared:
            comparison.say(f"timing {query['query']}, {word}")
            comparison.time_query(query, cold)
        comparison.say(f"timing builds, {word}")
        comparison.time_builds(builds, results["corpus"]["text_bytes"], cold)
    comparison.say("timing calls of the library")
    return {**results, "builds": builds,
            "library": library.measured(comparison.place.programs, comparison.place.index(comparison.ours), queries,
                                        comparison.runs, comparison.output)}


def told(compared: dict) -> list[str]:
    """The result of comparing the lines of one query, one line per searcher."""
    lines = []
    for row in compared["searchers"]:
        what = row.get("failed") or f"{row['missing']} missing, {row['extra']} extra"
        first = f", first {row['first']}" if row["first"] else ""
        lines.append(f"{compared['query']} ({compared['lines']} lines): {row['name']}: {what}{first}")
    return lines
