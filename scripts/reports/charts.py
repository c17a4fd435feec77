"""Charts that can be read on a black-and-white printer: greys with hatches, every figure written beside its bar."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from scripts.reports.layout import Chart, thousands

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LOOKS = (("0.35", ""), ("0.82", "///"), ("1.0", "xxxx"), ("0.6", "..."), ("0.92", "---"))
"""Ground and hatch of the first, second, ... part of a bar."""
FONTS = ("Arial", "Liberation Sans", "DejaVu Sans")
INCH = 2.54
LONGEST = 46


@cache
def _font() -> str:
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return next((name for name in FONTS if name in there), "DejaVu Sans")


def stacked_bars(
    title: str, labels: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str, *, width: float = 22.0
) -> Chart:  # fmt: skip
    """Lying bars, one for each label, of one or several parts. width: cm."""
    height = 1.8 + 0.52 * len(labels) + (0.7 if len(parts) > 1 else 0)

    def draw(figure: Figure, axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        places = list(range(len(labels)))[::-1]
        begin = [0.0] * len(labels)
        for (name, values), (ground, hatch) in zip(parts.items(), LOOKS, strict=False):
            if not any(values) and len(parts) > 1:
                continue  # nothing to see of it, not even in the legend
            axes.barh(
                places, values, left=begin, height=0.66, label=name, facecolor=ground, hatch=hatch,
                edgecolor="black", linewidth=0.6,
            )  # fmt: skip
            begin = [one + other for one, other in zip(begin, values, strict=True)]
        longest = max(begin, default=0) or 1
        for at, (place, whole) in enumerate(zip(places, begin, strict=True)):
            each = " + ".join(thousands(values[at]) for values in parts.values() if values[at])
            said = f"{each} = {thousands(whole)}" if " + " in each else thousands(whole)
            axes.text(whole + longest * 0.012, place, said, va="center", fontsize=8)
        axes.set_yticks(places, [_short(label) for label in labels], fontsize=8.5)
        axes.set_xlim(0, longest * 1.16)
        axes.set_ylim(-0.6, len(labels) - 0.4)
        axes.xaxis.set_major_formatter(lambda value, _: thousands(value))
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
        axes.set_xlabel(unit, fontsize=8.5)
        axes.grid(axis="x", color="0.85", linewidth=0.5)

    told = "; ".join(
        f"{label}: " + ", ".join(f"{name} {thousands(values[at])}" for name, values in parts.items())
        for at, label in enumerate(labels)
    )
    return _chart(title, draw, width, height, f"Grafik batang «{title}» ({unit}). {told}.", len(parts) > 1)


def columns_side_by_side(
    title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]], unit: str, *, width: float = 22.0
) -> Chart:  # fmt: skip
    """Standing bars, those of a label side by side: letters in and out, week by week. width: cm."""

    def draw(figure: Figure, axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        each = 0.8 / max(len(series), 1)
        highest = max((value for values in series.values() for value in values), default=0) or 1
        for number, ((name, values), (ground, hatch)) in enumerate(zip(series.items(), LOOKS, strict=False)):
            places = [at - 0.4 + each * (number + 0.5) for at in range(len(labels))]
            axes.bar(
                places, values, width=each * 0.94, label=name, facecolor=ground, hatch=hatch, edgecolor="black",
                linewidth=0.6,
            )  # fmt: skip
            for place, value in zip(places, values, strict=True):
                axes.text(place, value + highest * 0.015, thousands(value), ha="center", fontsize=8)
        axes.set_xticks(range(len(labels)), list(labels), fontsize=8.5)
        axes.set_ylim(0, highest * 1.15)
        axes.set_xlim(-0.6, max(len(labels) - 0.4, 3.4))
        axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
        axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
        axes.set_ylabel(unit, fontsize=8.5)
        axes.grid(axis="y", color="0.85", linewidth=0.5)

    told = "; ".join(
        f"{label}: " + ", ".join(f"{name} {thousands(values[at])}" for name, values in series.items())
        for at, label in enumerate(labels)
    )
    return _chart(title, draw, width, 6.0, f"Grafik batang «{title}» ({unit}). {told}.", len(series) > 1)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def _chart(title: str, draw: Any, width: float, height: float, alt: str, legend: bool) -> Chart:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings: Any = {"font.family": _font(), "text.parse_math": False, "hatch.linewidth": 0.5}
    # A register may hold letters that the font has not; they are drawn as boxes, which is no reason to complain.
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        figure = Figure(figsize=(width / INCH, height / INCH), dpi=200, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw(figure, axes)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(axis="both", labelsize=8.5, length=2)
        axes.set_title(title, fontsize=10, fontweight="bold", loc="left")
        if legend:
            figure.legend(loc="outside lower center", ncols=5, fontsize=8.5, frameon=False)
        out = io.BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
    return Chart(out.getvalue(), alt, width)
