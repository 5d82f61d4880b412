"""Decides whether a figure got worse by more than the machine's own noise.

The base, the same base again, and the new state take turns. Ratios are taken within each round, because a passing
disturbance of the machine affects a whole round. The noise is the largest distance from 1 that the median ratio of
the base to itself reaches when rounds are drawn again, with repetition, a thousand times.
"""

import dataclasses
import random
import statistics

DRAWS = 1000
LEAST_CHANGE = 0.01  # a smaller change is not worth a stop, however quiet the machine is
LEAST_FIGURE = 1e-6  # a clock may show 0 for a short process


@dataclasses.dataclass(frozen=True)
class Verdict:
    base: float  # median
    now: float  # median
    ratio: float  # median of the ratios of now to base
    noise: float  # distance from 1

    @property
    def limit(self) -> float:
        return max(self.noise, LEAST_CHANGE)

    @property
    def slower(self) -> bool:
        return self.ratio > 1 + self.limit

    @property
    def word(self) -> str:
        return "SLOWER" if self.slower else "faster" if self.ratio < 1 - self.limit else ""


def ratios(base: list[float], other: list[float]) -> list[float]:
    return [max(theirs, LEAST_FIGURE) / max(ours, LEAST_FIGURE) for ours, theirs in zip(base, other, strict=True)]


def noise(of_the_same: list[float]) -> float:
    """The largest distance of the median from 1. Equal ratios give equal results."""
    source = random.Random(1)
    medians = [statistics.median(source.choices(of_the_same, k=len(of_the_same))) for _ in range(DRAWS)]
    return max(abs(median - 1) for median in [*medians, statistics.median(of_the_same)])


def judge(base: list[float], again: list[float], now: list[float]) -> Verdict:
    """The verdict, from one figure per round for the base, the base again, and the new state."""
    return Verdict(statistics.median(base), statistics.median(now), statistics.median(ratios(base, now)),
                   noise(ratios(base, again)))
