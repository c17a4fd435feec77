"""Cell formats as Sheets keeps them: colours in eight bits a channel, and in both spellings."""

from __future__ import annotations

from typing import Any

from connectors.google.emulator.calls import Json

CHANNELS = ("red", "green", "blue")


def kept(value: Any) -> Any:
    """Any object of the API with its colours as they come back: 0.9 is 0.8980392, ``xColor`` beside ``xColorStyle``."""
    if isinstance(value, list):
        return [kept(one) for one in value]
    if not isinstance(value, dict):
        return value
    made: Json = {}
    for name, one in value.items():
        if one is None:
            continue
        made[name] = _colour(one) if _is_colour(name) or name == "rgbColor" else kept(one)
    for name in [*made]:
        if _is_colour(name) and f"{name}Style" not in made:
            made[f"{name}Style"] = {"rgbColor": made[name]}
        elif name.endswith("olorStyle") and "rgbColor" in made[name]:
            made[name.removesuffix("Style")] = made[name]["rgbColor"]
    return made


def rival(path: str) -> str:
    """The other spelling of a mask's path to a colour; empty for other paths."""
    words = path.split(".")
    for number, word in enumerate(words):
        if _is_colour(word):
            return ".".join([*words[:number], f"{word}Style"])
        if word.endswith("olorStyle"):
            return ".".join([*words[:number], word.removesuffix("Style")])
    return ""


def _is_colour(name: str) -> bool:
    return name == "color" or (name.endswith("Color") and name != "rgbColor")


def _colour(given: Json) -> Json:
    made = {one: round(int(given[one] * 255 + 1e-4) / 255, 7) for one in CHANNELS if given.get(one)}
    if "alpha" in given:
        made["alpha"] = given["alpha"]
    return made
