"""Writes the cost of growth as a page with tables, as data and as curves."""

import pathlib

import curves
import results_page
from results_page import peak, shown, table, walls

NOTES = (
    "Each size is a prefix of one list of parts, in the order of a hash of their names, so that every size is a mix of "
    "the whole corpus and each holds the smaller ones.",
    "\"distinct\" is the share of the text that is left when copies are counted once; it is what is compressed, and a "
    "build reads all of it.",
    "Builds with different numbers of threads take turns; the page cache is warm; a build ends when its index is on "
    "disk. \"of 1 thread\" is the ratio of medians.",
    "Searches are whole processes, on the index that the last build made.",
)


def build_rows(results: dict) -> list[list[str]]:
    rows = []
    for size in results["sizes"]:
        one = size["builds"][0]["figures"]["wall_seconds_median"]
        for build in size["builds"]:
            figures = build["figures"]
            rows.append([f"{size['text_bytes'] / 1e9:.2f} GB", str(size["files"]),
                         shown(size["distinct_bytes"], size["text_bytes"]), str(build["jobs"]),
                         *walls(figures, 1, 2), f"{build['mb_per_second_median']:.0f}",
                         f"{one / figures['wall_seconds_median']:.2f}", shown(figures["cpu_seconds_median"], 1, 1),
                         peak(figures, 0), shown(build["index_bytes"], 1e6, 1),
                         shown(build["index_bytes"], size["text_bytes"], 3), str(size["segments"])])
    return rows


def query_rows(results: dict) -> list[list[str]]:
    return [[f"{size['text_bytes'] / 1e9:.2f} GB", query["kind"], f"`{query['query']}`", str(query["lines"]),
             *walls(query["figures"], 1e-3, 2), shown(query["figures"]["cpu_seconds_median"], 1e-3, 1)]
            for size in results["sizes"] for query in size["queries"]]


def page(results: dict) -> str:
    name = results["name"]
    return "\n".join([
        *results_page.head(results, f"{name}: growth"),
        f"- runs: {results['build_runs']} of each build, {results['runs']} of each search; --memory "
        f"{results['memory']}", "", f"![curves over the size]({name}.svg)", "", "## Builds",
        *table(["text", "files", "distinct", "threads", "best s", "median s", "MB text/s", "of 1 thread", "CPU s",
                "peak MiB", "index MB", "of the text", "segments written"], build_rows(results)),
        "", "## Searches",
        *table(["text", "kind", "query", "lines", "best ms", "median ms", "CPU ms"], query_rows(results)),
        "", "## How it was measured", "", *(f"- {note}" for note in NOTES),
        f"- Files beside divided folders are in no size: {results['left_out_bytes'] / 1e6:.1f} MB of text.",
        ""])


def panels(results: dict) -> list[tuple[str, dict]]:
    def over_sizes(value) -> dict[str, list[tuple[float, float]]]:
        lines = {}
        for size in results["sizes"]:
            for build in size["builds"]:
                name = f"{build['jobs']} thread{'s' if build['jobs'] > 1 else ''}"
                lines.setdefault(name, []).append((size["text_bytes"] / 1e9, value(size, build)))
        return lines

    times = {}
    for size in results["sizes"]:
        for query in size["queries"]:
            times.setdefault(query["kind"], []).append(
                (size["text_bytes"] / 1e9, query["figures"]["wall_seconds_median"] * 1e3))
    return [("Build: MB of text a second", over_sizes(lambda size, build: build["mb_per_second_median"])),
            ("Build: peak memory, MiB", over_sizes(lambda size, build: build["figures"]["peak_bytes"] / (1 << 20))),
            ("Index: share of the text", over_sizes(lambda size, build: build["index_bytes"] / size["text_bytes"])),
            ("Search: ms of a whole process", times)]


def write(results: dict, directory: pathlib.Path) -> None:
    picture = curves.svg(f"What growth costs: {results['corpus']['name']}",
                         f"medians, warm cache; {results['machine']['cores']} cores, --memory {results['memory']}, "
                         f"{results['date'][:10]}", panels(results))
    results_page.write_files(results, page(results), picture, directory)
