"""Automatic grading of a quiz: by the answer keys of its questions."""

from __future__ import annotations

from connectors.google.emulator.calls import Json
from connectors.google.emulator.forms_items import questions


def grade(items: list[Json], answers: Json) -> float | None:
    """The points of all graded answers, each answer marked in place; None if no question has an answer key."""
    total: float | None = None
    for item in items:
        for question in questions(item):
            key = question.get("grading", {}).get("correctAnswers", {}).get("answers")
            if not key:
                continue
            total = total or 0.0
            answer = answers.get(question["questionId"])
            if answer is None:
                continue
            given = [one["value"] for one in answer["textAnswers"]["answers"]]
            right = {one["value"] for one in key}
            several = question.get("choiceQuestion", {}).get("type") == "CHECKBOX"
            correct = set(given) == right if several else given[0] in right
            points = float(question["grading"].get("pointValue", 0)) if correct else 0.0
            # Zero and false are defaults, which JSON leaves out.
            answer["grade"] = {"score": points, "correct": True} if correct else {}
            total += points
    return total
