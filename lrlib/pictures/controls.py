"""The controls below a picture: native sliders, choices and number fields, each with its label and its value."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape


def fix(x: float, digits: int) -> str:
    """Write a number with so many decimals, as the script does: a tie up, a true minus, and none before zero."""
    text = f"{Decimal(float(x)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    return text.replace("-", "−" if float(text) else "")


def track(limits: tuple[float, float, float], value: float, attributes: str) -> str:
    """Return the bare track of a slider; limits are lowest, highest and step."""
    low, high, step = limits
    return f'<input type="range" min="{low:g}" max="{high:g}" step="{step:g}" value="{value:g}" {attributes}>'


def slider(
    key: str,
    name: str,
    label: str,
    value: float,
    limits: tuple[float, float, float],
    *,
    digits: int = 1,
    log: bool = False,
) -> str:
    """Return a slider between two limits in steps; with log its value is the power of ten, to two digits."""
    low, high, step = limits
    if not low <= value <= high or step <= 0:
        raise ValueError(f"{label} starts at {value:g}; wanted is a start between {low:g} and {high:g}, and a step")
    shown = fix(float(f"{10**value:.2g}") if log else value, digits)
    attributes = f'id="{key}-{name}" data-c="{name}" data-digits="{digits}"{" data-log=1" if log else ""}'
    bar = track(limits, value, f'{attributes} aria-valuetext="{shown}"')
    return f'<label for="{key}-{name}">{escape(label)}</label>{bar}<b>{shown}</b>'


def radios(key: str, name: str, legend: str, labels: Sequence[str], chosen: int = 0) -> str:
    """Return a group of radio buttons with the values 0, 1, ..., of which one is chosen."""
    inner = "".join(
        f'<label for="{key}-{name}-{k}"><input type="radio" name="{key}-{name}" id="{key}-{name}-{k}" data-c="{name}" '
        f'value="{k}"{" checked" if k == chosen else ""}>{escape(label)}</label>'
        for k, label in enumerate(labels)
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{inner}</fieldset>"


def choice(key: str, name: str, label: str, texts: Sequence[str]) -> str:
    """Return a list to choose from, with the values 0, 1, ...; the first is chosen."""
    options = "".join(f'<option value="{k}">{escape(text)}</option>' for k, text in enumerate(texts))
    return (
        f'<label for="{key}-{name}">{escape(label)}</label>'
        f'<select id="{key}-{name}" data-c="{name}">{options}</select><b></b>'
    )


def number(key: str, name: str, label: str, value: float, high: int = 1000) -> str:
    """Return a field for a number from 0 on."""
    return (
        f'<label for="{key}-{name}">{escape(label)}</label><input type="number" id="{key}-{name}" data-c="{name}" '
        f'min="0" max="{high}" step="1" value="{value:g}"><b></b>'
    )
