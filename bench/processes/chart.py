"""A bar chart on a log scale, as SVG: one group for each comparison, one bar for each program."""

import math
from xml.sax.saxutils import escape

WIDTH, LABELS, VALUES = 860, 190, 90  # pixels: total width, space left of the bars, space right of them
BAR, GAP, GROUP, HEAD, FOOT = 18, 4, 34, 62, 34
OURS, PEER, TEXT, FAINT = "#0b5cad", "#9aa5b1", "#1f2933", "#d9dee4"


def shown(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.3g} s" if seconds < 1000 else f"{seconds:.0f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def text(x: float, y: float, content: str, anchor: str = "start", size: int = 12, weight: str = "normal") -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="{TEXT}">{escape(content)}</text>')


def head(title: str, subtitle: str, width: float, height: float) -> list[str]:
    """The start of a picture. Its end is </svg>."""
    return [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="Helvetica, Arial, sans-serif">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            text(16, 26, title, size=17, weight="bold"), text(16, 46, subtitle)]


def svg(title: str, subtitle: str, groups: list[tuple[str, list[tuple[str, float]]]]) -> str:
    """`groups` are titles with names and seconds. Names that start with trawl are our own programs."""
    seconds = [max(value, 1e-6) for _, bars in groups for _, value in bars]
    low = math.floor(math.log10(min(seconds)) - 0.05)
    high = max(math.ceil(math.log10(max(seconds))), low + 1)
    span = WIDTH - LABELS - VALUES

    def x(value: float) -> float:
        return LABELS + span * (math.log10(max(value, 1e-6)) - low) / (high - low)

    height = HEAD + sum(GROUP + len(bars) * (BAR + GAP) for _, bars in groups) + FOOT
    parts = head(title, subtitle, WIDTH, height)
    for power in range(low, high + 1):
        at = x(10.0 ** power)
        parts.append(f'<line x1="{at:.1f}" y1="{HEAD}" x2="{at:.1f}" y2="{height - FOOT}" stroke="{FAINT}"/>')
        parts.append(text(at, height - FOOT + 18, shown(10.0 ** power), "middle"))
    y = HEAD
    for name, bars in groups:
        parts.append(text(16, y + 23, name, size=13, weight="bold"))
        y += GROUP
        for label, value in bars:
            color = OURS if label.startswith("trawl") else PEER
            parts.append(text(LABELS - 8, y + 13, label, "end"))
            parts.append(f'<rect x="{LABELS}" y="{y}" width="{max(x(value) - LABELS, 1):.1f}" height="{BAR}" '
                         f'fill="{color}"/>')
            parts.append(text(max(x(value), LABELS + 1) + 6, y + 13, shown(value)))
            y += BAR + GAP
    return "\n".join([*parts, "</svg>", ""])
