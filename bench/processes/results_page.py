"""Writes the results of a comparison as a page with tables, as data and as a chart."""

import json
import pathlib

import bars
import chart
import page_cache

NOTES = (
    "Before anything was timed the lines that each program finds were compared: Trawl's are those of ripgrep, byte "
    "for byte, else there would be no results; of the others path and line number count. Lines in files that Trawl "
    "lists as skipped count for nobody.",
    "Runs take turns (A B C A B C ...), output goes to a file; times are of whole processes. A build ends when its "
    "index is on disk (fsync), for everybody.",
    "\"× Trawl\": the median over Trawl's in the same run, for builds over that of --memory 1G.",
    "MB of text a second: the text that Trawl indexes, for everyone, however much of it a peer takes in.",
)


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A table whose first column is text, as is a column named `unfair`. The others are numbers."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return ["", "| " + " | ".join(head) + " |",
            "|" + "|".join("---" if name in (head[0], "unfair") else "---:" for name in head) + "|",
            *("| " + " | ".join(row) + " |" for row in cells)]


def shown(value: float | None, unit: float = 1, digits: int = 2) -> str:
    return "-" if value is None else f"{value / unit:.{digits}f}"


def times(figures: dict | None, ours: dict | None) -> str:
    if not figures or not ours:
        return "-"
    return f"{figures['wall_seconds_median'] / ours['wall_seconds_median']:.2f}"


def walls(figures: dict | None, unit: float, digits: int) -> list[str]:
    return [shown(figures and figures[f"wall_seconds_{which}"], unit, digits) for which in ("min", "median")]


def peak(figures: dict, floor: int) -> str:
    hidden = figures["peak_bytes"] is not None and figures["peak_bytes"] <= floor
    return ("<= " if hidden else "") + shown(figures["peak_bytes"], 1 << 20, 1)


def lines_told(row: dict) -> str:
    if not row["missing"] and not row["extra"]:
        return "all"
    return f"{row['missing']} missing, {row['extra']} extra"


def build_table(results: dict) -> list[str]:
    ours = results["builds"][0]
    return table(
        ["build", "best s", "median s", "× Trawl", "CPU s", "MB text/s", "peak MiB", "index MB", "of the text",
         "cold best s", "cold median s", "cold × Trawl", "unfair"],
        [[row["name"], *walls(row["warm"], 1, 2), times(row["warm"], ours["warm"]),
          shown(row["warm"]["cpu_seconds_median"]), f"{row['mb_per_second_median']:.0f}", peak(row["warm"], 0),
          shown(row["index_bytes"], 1e6, 1), shown(row["index_bytes"], results["corpus"]["text_bytes"], 3),
          *walls(row["cold"], 1, 2), times(row["cold"], ours["cold"]), row["unfair"]] for row in results["builds"]])


def query_row(row: dict, ours: dict, floor: int) -> list[str]:
    if "failed" in row:
        return [row["name"], "failed", *["-"] * 9, row["failed"]]
    warm, cold = row["warm"], row.get("cold")
    return [row["name"], lines_told(row), *walls(warm, 1e-3, 1), times(warm, ours["warm"]),
            shown(warm["cpu_seconds_median"], 1e-3, 1), peak(warm, floor), *walls(cold, 1e-3, 1),
            times(cold, ours.get("cold")), shown(cold and cold["read_bytes_median"], 1e6, 1), row["unfair"]]


def query_table(results: dict, query: dict) -> list[str]:
    ours = query["searchers"][0]
    return ["", f"### `{query['query']}`: {query['lines']} lines", *table(
        ["search", "lines", "best ms", "median ms", "× Trawl", "CPU ms", "peak MiB", "cold best ms", "cold median ms",
         "cold × Trawl", "cold MB read", "unfair"],
        [query_row(row, ours, results["peak_floor_bytes"]) for row in query["searchers"]])]


def head(results: dict, title: str) -> list[str]:
    """The start of every page of results."""
    machine, corpus = results["machine"], results["corpus"]
    memory = f"{machine['memory_bytes'] / (1 << 30):.1f} GiB" if machine["memory_bytes"] else "unknown"
    return [f"# {title}", "", f"{results['date']}, `{results['command']}`", "",
            f"- corpus: {corpus['name']}, {corpus['files']} files, {corpus['text_bytes'] / 1e6:.1f} MB of text",
            f"- machine: {machine['cpu']}, {machine['cores']} cores, {memory}, {machine['kernel']}; load at the "
            f"start {machine['load_at_start']}",
            *(f"- {executable}: {told}" for executable, told in results["versions"].items())]


def library_table(results: dict) -> list[str]:
    if not results["library"]:
        return []
    peak = shown(results["library"]["peak_bytes"], 1 << 20, 0)
    return ["", "## Calls of the library", "", "In one process that keeps the index open and what it has decoded, "
            f"{peak} MiB at its peak; each pattern was searched for once before it is timed, and is compiled anew by "
            "each call.",
            *table(["call", "lines", "best ms", "median ms"],
                   [[f"`{call['query']}`", str(call["lines"]), shown(call["ms_min"], 1, 3),
                     shown(call["ms_median"], 1, 3)] for call in results["library"]["calls"]])]


def bar_table(results: dict) -> list[str]:
    if not results["bars"]:
        return []
    return ["", "## Bars", "", "For this corpus on 2 idle cores, held against medians.",
            *table(["bar", "figure", ""], [[f"`{verdict['bar']}`", *bars.figure_and_verdict(verdict)]
                                           for verdict in results["bars"]])]


def not_so_warm(results: dict) -> list[str]:
    """A memory too small for the corpus and all indexes must not make a program look slow."""
    rows = [*results["builds"], *(row for query in results["queries"] for row in query["searchers"])]
    read = {}
    for row in rows:
        if row.get("warm"):
            read[row["name"]] = max(read.get(row["name"], 0), row["warm"]["read_bytes_median"] or 0)
    told = [f"{name} {size / 1e6:.1f} MB" for name, size in read.items() if size]
    return [f"- Read from disk in warm runs, at most: {', '.join(told) or 'nothing'}."]


def page(results: dict) -> str:
    name = results["name"]
    lines = [*head(results, f"{name}: whole processes side by side"),
             f"- runs: {results['runs']} warm, {results['cold_runs']} cold",
             *(f"- left out: {program}: {why}" for program, why in results["left_out"].items()),
             "", f"![times on a log scale]({name}.svg)", "", "## Builds", *build_table(results), "", "## Searches"]
    lines += [line for query in results["queries"] for line in query_table(results, query)]
    lines += [*library_table(results), *bar_table(results), "", "## How it was measured, and what is unfair", "",
              *(f"- {note}" for note in NOTES), f"- Cold: {page_cache.HOW[results['how_cold']]}.",
              *not_so_warm(results),
              f"- A peak memory of {shown(results['peak_floor_bytes'], 1 << 20, 1)} MiB or less cannot be told apart: "
              "that is what starts the programs.",
              *(f"- {program}: {why}." for program, why in results["unfair"].items()), "",
              "Commands, with the files' places as words:", "",
              *(f"    {command}" for command in results["commands"].values()), ""]
    return "\n".join(lines)


def groups(results: dict) -> list[tuple[str, list[tuple[str, float]]]]:
    def medians(rows: list[dict]) -> list[tuple[str, float]]:
        return [(row["name"], row["warm"]["wall_seconds_median"]) for row in rows if row.get("warm")]
    return [("build", medians(results["builds"])),
            *((f"search {query['query']}  ({query['lines']} lines)", medians(query["searchers"]))
              for query in results["queries"])]


def write(results: dict, directory: pathlib.Path) -> None:
    picture = chart.svg(f"Trawl and its peers on {results['corpus']['name']}",
                        f"median wall time of whole processes, warm cache, log scale; {results['runs']} runs, "
                        f"{results['machine']['cores']} cores, {results['date'][:10]}", groups(results))
    write_files(results, page(results), picture, directory)


def write_files(results: dict, text: str, picture: str, directory: pathlib.Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for suffix, content in (("md", text), ("svg", picture), ("json", json.dumps(results, indent=2) + "\n")):
        (directory / f"{results['name']}.{suffix}").write_text(content)
