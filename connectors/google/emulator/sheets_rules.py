"""Conditions of drop-downs and of conditional formats: which there are, and how many values each takes."""

from __future__ import annotations

from connectors.google.emulator.calls import ApiError, Json, invalid

VALUES: dict[str, tuple[int, int]] = {
    "NUMBER_GREATER": (1, 1),
    "NUMBER_GREATER_THAN_EQ": (1, 1),
    "NUMBER_LESS": (1, 1),
    "NUMBER_LESS_THAN_EQ": (1, 1),
    "NUMBER_EQ": (1, 1),
    "NUMBER_NOT_EQ": (1, 1),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "TEXT_CONTAINS": (1, 1),
    "TEXT_NOT_CONTAINS": (1, 1),
    "TEXT_STARTS_WITH": (1, 1),
    "TEXT_ENDS_WITH": (1, 1),
    "TEXT_EQ": (1, 1),
    "TEXT_IS_EMAIL": (0, 0),
    "TEXT_IS_URL": (0, 0),
    "DATE_EQ": (1, 1),
    "DATE_BEFORE": (1, 1),
    "DATE_AFTER": (1, 1),
    "DATE_ON_OR_BEFORE": (1, 1),
    "DATE_ON_OR_AFTER": (1, 1),
    "DATE_BETWEEN": (2, 2),
    "DATE_NOT_BETWEEN": (2, 2),
    "DATE_IS_VALID": (0, 0),
    "ONE_OF_RANGE": (1, 1),
    "ONE_OF_LIST": (1, 500),
    "BLANK": (0, 0),
    "NOT_BLANK": (0, 0),
    "CUSTOM_FORMULA": (1, 1),
    "BOOLEAN": (0, 2),
}
"""Condition -> fewest and most values."""
ONLY_FORMATS = {"TEXT_STARTS_WITH", "TEXT_ENDS_WITH", "BLANK", "NOT_BLANK"}
ONLY_VALIDATION = {
    "TEXT_IS_EMAIL",
    "TEXT_IS_URL",
    "DATE_ON_OR_BEFORE",
    "DATE_ON_OR_AFTER",
    "DATE_BETWEEN",
    "DATE_NOT_BETWEEN",
    "DATE_IS_VALID",
    "ONE_OF_RANGE",
    "ONE_OF_LIST",
    "BOOLEAN",
}


def check_validation(rule: Json) -> None:
    kind = _check(rule.get("condition"))
    if kind in ONLY_FORMATS:
        raise invalid(f"Condition type {kind} is not supported by data validation.")
    if kind == "ONE_OF_LIST":
        for one in rule["condition"]["values"]:
            if "userEnteredValue" not in one:
                raise invalid("A value of ONE_OF_LIST must have userEnteredValue.")
    if kind in ("ONE_OF_RANGE", "CUSTOM_FORMULA"):
        _starts_as_formula(rule, kind)


def check_conditional(rule: Json) -> None:
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("A conditional format rule must have either booleanRule or gradientRule.")
    if "booleanRule" in rule:
        kind = _check(rule["booleanRule"].get("condition"))
        if kind in ONLY_VALIDATION:
            raise invalid(f"Condition type {kind} is not supported by conditional formatting.")
        if kind == "CUSTOM_FORMULA":
            _starts_as_formula(rule["booleanRule"], kind)
        if any("relativeDate" in one for one in rule["booleanRule"]["condition"].get("values", [])):
            raise ApiError(501, "UNIMPLEMENTED", "The stand-in does not do this: relative dates.")


def _check(condition: Json | None) -> str:
    kind = (condition or {}).get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind not in VALUES:
        raise invalid(f"Condition type {kind} is not supported.")
    count = len((condition or {}).get("values", []))
    fewest, most = VALUES[kind]
    if not fewest <= count <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
        raise invalid(f"Condition type {kind} takes {wanted} values, found {count}.")
    return str(kind)


def _starts_as_formula(rule: Json, kind: str) -> None:
    if not str(rule["condition"]["values"][0].get("userEnteredValue", "")).startswith("="):
        raise invalid(f"The value of condition type {kind} must begin with '='.")
