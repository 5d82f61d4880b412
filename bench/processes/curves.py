"""Small line charts side by side, as SVG: the cost of a corpus against its size on a log scale."""

import math

from chart import FAINT, OURS, head, text

WIDTH, PANEL, HIGH, HEAD, FOOT, LEFT, GAP = 940, 400, 210, 80, 50, 60, 60
COLORS = (OURS, "#c2570c", "#5f6b7a", "#2e7d32")


def axis_end(value: float) -> float:
    """A round number at or above the value, for the end of an axis that starts at 0."""
    if value <= 0:
        return 1
    unit = 10 ** math.floor(math.log10(value))
    return next(step * unit for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * unit >= value)


class Panel:
    """`lines` are names with points (size, value), in order of size."""

    def __init__(self, title: str, lines: dict[str, list[tuple[float, float]]], left: float, top: float):
        self.title, self.lines, self.left, self.top = title, lines, left, top
        points = [point for line in lines.values() for point in line]
        self.sizes = sorted({size for size, _ in points})
        self.end = axis_end(max(value for _, value in points))

    def x(self, size: float) -> float:
        low, high = math.log(self.sizes[0]), math.log(self.sizes[-1])
        return self.left + PANEL * ((math.log(size) - low) / (high - low) if high > low else 0.5)

    def y(self, value: float) -> float:
        return self.top + HIGH * (1 - value / self.end)

    def grid(self) -> list[str]:
        parts = [text(self.left - 40, self.top - 24, self.title, size=13, weight="bold")]
        for step in range(5):
            value = self.end * step / 4
            y = self.y(value)
            parts.append(f'<line x1="{self.left}" y1="{y:.1f}" x2="{self.left + PANEL}" y2="{y:.1f}" '
                         f'stroke="{FAINT}"/>')
            parts.append(text(self.left - 6, y + 4, f"{value:.3g}", "end", 11))
        parts += [text(self.x(size), self.top + HIGH + 16, f"{size:.2g} GB", "middle", 11) for size in self.sizes]
        return parts

    def curves(self) -> list[str]:
        parts, legend = [], self.left
        for color, (name, points) in zip(COLORS, self.lines.items()):
            at = [(self.x(size), self.y(value)) for size, value in points]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in at]
            parts.append(f'<rect x="{legend:.1f}" y="{self.top - 17}" width="10" height="10" fill="{color}"/>')
            parts.append(text(legend + 14, self.top - 8, name, size=11))
            legend += 28 + 6.5 * len(name)
        return parts


def svg(title: str, subtitle: str, panels: list[tuple[str, dict[str, list[tuple[float, float]]]]]) -> str:
    rows = (len(panels) + 1) // 2
    height = HEAD + rows * (HIGH + GAP + FOOT)
    parts = head(title, subtitle, WIDTH, height)
    for number, (name, lines) in enumerate(panels):
        panel = Panel(name, lines, LEFT + (number % 2) * (PANEL + GAP),
                      HEAD + GAP / 2 + (number // 2) * (HIGH + GAP + FOOT))
        parts += panel.grid() + panel.curves()
    return "\n".join([*parts, "</svg>", ""])
