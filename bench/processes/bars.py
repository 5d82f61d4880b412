"""The bars of speed and size, and whether results reach them. The bars apply to the OpenStack 2024.2 release on 2
idle cores with a warm page cache, and are compared with medians; ratios are within one run."""

import peers

CORPUS = "openstack-2024.2"
LEAST_BUILD_MB_PER_SECOND = 170  # with --memory 1G
LEAST_TIMES_BUILDERS = {"cindex": 2.3, "zoekt-index": 5.5}
MOST_INDEX_SHARE = 0.36
MOST_MEMORY_SHARE = 1.15
MOST_TIMES_WITH_LEAST_MEMORY = 1.5
LEAST_TIMES_PEERS = 1 / 1.2  # for any query without its own bar
# Query: (milliseconds, how many times faster than the fastest peer).
QUERIES = {
    "zzabsentzz": (3, LEAST_TIMES_PEERS),
    r"GreenPool\(": (4, LEAST_TIMES_PEERS),
    r"def\s+test_\w+_eventlet": (6, LEAST_TIMES_PEERS),
    "eventlet": (15, 5),
    "def __init__": (40, 3),
    "import": (150, 3),
}
# Milliseconds per library call in a process that keeps the index open. The second constant limits that process'
# memory.
LIBRARY_QUERIES = {"zzabsentzz": 0.1, r"GreenPool\(": 0.3, r"def\s+test_\w+_eventlet": 2, "eventlet": 4, "import": 75}
MOST_LIBRARY_MEMORY = 1 << 30


def bar(what: str, figure: float | None, limit: float, at_least: bool) -> dict:
    reached = None if figure is None else figure >= limit if at_least else figure <= limit
    return {"bar": f"{what} {'>=' if at_least else '<='} {limit:.3g}", "figure": figure, "reached": reached}


def of_builds(results: dict) -> list[dict]:
    builds = {build["name"]: build for build in results["builds"]}
    median = {name: build["warm"]["wall_seconds_median"] for name, build in builds.items()}
    one, little = (peers.trawl_build_name(memory) for memory in ("1G", "256M"))
    bars = [bar("build, --memory 1G: MB of text a second", builds[one]["mb_per_second_median"],
                LEAST_BUILD_MB_PER_SECOND, True)]
    for name, least in LEAST_TIMES_BUILDERS.items():
        bars.append(bar(f"build, --memory 1G: times {name}", median[name] / median[one] if name in median else None,
                        least, True))
    bars.append(bar("build, --memory 256M: times the time of 1G", median[little] / median[one],
                    MOST_TIMES_WITH_LEAST_MEMORY, False))
    for memory, budget in peers.TRAWL_MEMORY.items():
        build = builds[peers.trawl_build_name(memory)]
        bars += [bar(f"build, --memory {memory}: index of the text",
                     build["index_bytes"] / results["corpus"]["text_bytes"], MOST_INDEX_SHARE, False),
                 bar(f"build, --memory {memory}: peak of the budget", build["warm"]["peak_bytes"] / budget,
                     MOST_MEMORY_SHARE, False)]
    return bars


def of_queries(results: dict) -> list[dict]:
    bars = []
    queries = {query["query"]: query["searchers"] for query in results["queries"]}
    for query, (most_ms, least_times) in QUERIES.items():
        median = {row["name"]: row["warm"]["wall_seconds_median"] for row in queries.get(query, ()) if row.get("warm")}
        ours = median.pop("trawl", None)
        times = min(median.values()) / ours if ours and median else None
        bars += [bar(f"search {query}: ms", ours and ours * 1e3, most_ms, False),
                 bar(f"search {query}: times the fastest peer", times, least_times, True)]
    return bars


def of_library(results: dict) -> list[dict]:
    library = results["library"] or {"peak_bytes": None, "calls": []}
    median = {call["query"]: call["ms_median"] for call in library["calls"]}
    peak = library["peak_bytes"] and library["peak_bytes"] / MOST_LIBRARY_MEMORY
    return [*(bar(f"library call {query}: ms", median.get(query), most, False)
              for query, most in LIBRARY_QUERIES.items()),
            bar("library calls: GiB of the process", peak, 1, False)]


def of(results: dict) -> list[dict]:
    """Empty for another corpus, because the bars do not apply to it."""
    if results["corpus"]["name"] != CORPUS:
        return []
    return of_builds(results) + of_queries(results) + of_library(results)


def figure_and_verdict(verdict: dict) -> tuple[str, str]:
    if verdict["reached"] is None:
        return "not measured", ""
    return f"{verdict['figure']:.3g}", "reached" if verdict["reached"] else "MISSED"


def line(verdict: dict) -> str:
    figure, word = figure_and_verdict(verdict)
    return f"{verdict['bar']:<66}{figure:>8}  {word}".rstrip()
