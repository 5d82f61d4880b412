"""Searches as calls of the library, in one process that keeps the index open: bench/warm."""

import json
import statistics

import measure

PROGRAM = "warm_bench"


def measured(programs, index, queries: list[str], runs: int, output) -> dict | None:
    """Milliseconds per call for each query, and the peak of the process; None if the program was not built."""
    program = programs / PROGRAM
    if not program.is_file():
        return None
    done = measure.run([str(program), "--benchmark_format=json", "--benchmark_min_time=0.2",
                        f"--benchmark_repetitions={runs}", str(index), *queries], output, index, None)
    calls = {query: [] for query in queries}
    lines = {}
    for row in json.loads(output.read_text())["benchmarks"]:
        query = row["run_name"].removesuffix("/real_time")
        if row.get("error_occurred"):
            raise measure.Failed(f"{PROGRAM}: {query}: {row['error_message']}")
        if row["run_type"] == "iteration":
            calls[query].append(row["real_time"])
            lines[query] = int(row["lines"])
    return {"peak_bytes": done.peak,
            "calls": [{"query": query, "lines": lines[query], "ms_min": min(times),
                       "ms_median": statistics.median(times)} for query, times in calls.items()]}
