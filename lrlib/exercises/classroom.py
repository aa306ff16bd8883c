"""What a class can and cannot do: which exercise, and which mistake, cost most, as a page with tables and a picture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from lrlib.exercises import tasks
from lrlib.exercises.grades import OWN, Row
from lrlib.exercises.mistakes import CATALOGUE, explain

UNDONE = ("missing", "still-empty", OWN)  # nothing of the student's own to judge
STYLE = """
:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:auto;padding:1rem}
table{border-collapse:collapse;margin:1rem 0;overflow-wrap:anywhere}
th,td{border:1px solid;padding:.3em .6em;text-align:left;vertical-align:top}
td.n{text-align:right}caption{text-align:left;font-weight:bold;padding:.3em 0}svg{max-width:100%;height:auto}
svg text{fill:currentColor}a{color:inherit}
"""
KINDS = (("passed", "#0072B2", ""), ("mistaken", "#D55E00", "6 4"), ("not done", "none", "2 3"))  # colour, and outline
NAMES, BAR, LINE, TOP = 210, 420, 26, 30  # of the picture, in pixels


@dataclass(frozen=True)
class Count:
    """How a class did in one exercise.

    Attributes
    ----------
    name : str
        Of the exercise.
    passed, undone : int
        How many notebooks passed, and how many hold nothing to judge.
    mistakes : Counter
        How many made each mistake.
    """

    name: str
    passed: int
    undone: int
    mistakes: Counter[str]

    @property
    def mistaken(self) -> int:
        """Return how many made a mistake.

        Returns
        -------
        int
            Each notebook makes one at most: the last that its function was told.
        """
        return self.mistakes.total()

    @property
    def lost(self) -> int:
        """Return how many did not pass.

        Returns
        -------
        int
            What the exercise cost the class.
        """
        return self.mistaken + self.undone


def counts(rows: Sequence[Row]) -> list[Count]:
    """Return how a class did in each exercise that anybody began, the one that cost most first.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.

    Returns
    -------
    list of Count
        Of equal ones, in the order of the chapters.

    Examples
    --------
    >>> found = counts([Row("a", {"softmax": "passed"}, ""), Row("b", {"softmax": "unstable"}, "")])
    >>> [(count.name, count.passed, dict(count.mistakes)) for count in found]
    [('softmax', 1, {'unstable': 1})]
    """
    found = []
    for name in tasks.names():
        results = [row.results[name] for row in rows if name in row.results]
        mistakes = Counter(result for result in results if result not in ("passed", *UNDONE))
        count = Count(name, results.count("passed"), sum(result in UNDONE for result in results), mistakes)
        found += [count] if count.passed or count.mistaken else []
    return sorted(found, key=lambda count: -count.lost)


def as_html(rows: Sequence[Row]) -> str:
    """Return what a class can and cannot do as a page that asks nothing of any host.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.

    Returns
    -------
    str
        A whole page; every text in it is escaped.
    """
    found = counts(rows)
    title = f"The class: {len(rows)} notebooks"
    body = f"<p>{escape(_summary(found))}</p>"
    if found:
        mistakes = _mistakes(found)
        body += f"\n{_picture(found)}\n{_exercises(found)}\n{_named(mistakes) if mistakes else ''}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body><main><h1>{title}</h1>\n{body}\n"
        f'<p><a href="grades.html">Each notebook by itself</a></p></main></body></html>\n'
    )


def _summary(found: Sequence[Count]) -> str:
    if not found:
        return "No notebook holds a function of an exercise."
    worst, mistakes = found[0], _mistakes(found)
    words = f"{worst.name} cost most: {worst.lost} of {worst.lost + worst.passed} did not pass it. "
    if mistakes:
        name, where = mistakes[0]
        words += f"The mistake that cost most is {name} ({_title(name, where)}): {_times(where.total())}. "
    return words + "Exercises that nobody began are left out."


def _mistakes(found: Sequence[Count]) -> list[tuple[str, Counter[str]]]:
    """Return each mistake with how often it was made in which exercise, the most frequent first."""
    where: dict[str, Counter[str]] = {}
    for count in found:
        for name, times in count.mistakes.items():
            where.setdefault(name, Counter())[count.name] = times
    return sorted(where.items(), key=lambda item: (-item[1].total(), item[0]))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _title(mistake: str, where: Iterable[str]) -> str:
    """Return what a mistake is in some exercises: their titles, each once."""
    if mistake not in CATALOGUE:
        return "the answer could not be judged"
    return "; ".join(dict.fromkeys(explain(mistake, tasks.find(name).words).title for name in where))


def _why(mistake: str, where: Iterable[str]) -> str:
    """Return what is to be said of a mistake in some exercises, each sentence once."""
    if mistake not in CATALOGUE:
        return "Look at the notebook: what it sent was no answer."
    return " ".join(dict.fromkeys(explain(mistake, tasks.find(name).words).why for name in where))


def _table(caption: str, head: Sequence[str], lines: Sequence[Sequence[str | int]]) -> str:
    top = "".join(f'<th scope="col">{escape(word)}</th>' for word in head)
    body = "\n".join(
        f'<tr><th scope="row">{escape(str(first))}</th>'
        + "".join(f'<td class="n">{c}</td>' if isinstance(c, int) else f"<td>{escape(c)}</td>" for c in rest)
        + "</tr>"
        for first, *rest in lines
    )
    return f"<table><caption>{caption}</caption><thead><tr>{top}</tr></thead>\n<tbody>{body}</tbody></table>"


def _exercises(found: Sequence[Count]) -> str:
    head = ("exercise", "chapter", "passed", "mistaken", "not done", "most frequent mistake")
    lines = []
    for count in found:
        often = count.mistakes.most_common(1)
        words = f"{often[0][0]}, {_times(often[0][1])}: {_title(often[0][0], [count.name])}" if often else "none"
        chapter = tasks.find(count.name).chapter
        lines.append((count.name, chapter, count.passed, count.mistaken, count.undone, words))
    return _table("Exercises, the one that cost most first", head, lines)


def _named(mistakes: Sequence[tuple[str, Counter[str]]]) -> str:
    head = ("mistake", "times", "what it is", "in", "what to say")
    lines = []
    for name, where in mistakes:
        places = ", ".join(f"{exercise} ({times})" for exercise, times in where.most_common())
        found = [exercise for exercise, _ in where.most_common()]
        lines.append((name, where.total(), _title(name, found), places, _why(name, found)))
    return _table("Mistakes, the most frequent first", head, lines)


def _picture(found: Sequence[Count]) -> str:
    """Return bars, one an exercise, that show how many passed, were mistaken, and did nothing."""
    most = max(count.passed + count.lost for count in found)
    drawn, height = [], TOP + LINE * len(found) + 10
    for number, (kind, colour, dashes) in enumerate(KINDS):
        left = NAMES + 140 * number
        drawn.append(f'{_bar(left, 4, 14, colour, dashes)}<text x="{left + 20}" y="18">{kind}</text>')
    for number, count in enumerate(found):
        x, y = float(NAMES), TOP + LINE * number
        drawn.append(f'<text x="{NAMES - 8}" y="{y + 15}" text-anchor="end">{escape(count.name)}</text>')
        for (_, colour, dashes), size in zip(KINDS, (count.passed, count.mistaken, count.undone), strict=True):
            wide = BAR * size / most
            drawn += [_bar(x, y, wide, colour, dashes)] if size else []
            x += wide
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 15}">{count.passed} : {count.mistaken} : {count.undone}</text>')
    said = "; ".join(f"{c.name} {c.passed} passed, {c.mistaken} mistaken, {c.undone} not done" for c in found)
    return (
        f'<svg viewBox="0 0 {NAMES + BAR + 110} {height}" width="{NAMES + BAR + 110}" height="{height}" '
        f'font-size="14" role="img" aria-labelledby="class-t class-d"><title id="class-t">How many passed each exercise'
        f'</title><desc id="class-d">{escape(said)}</desc>{"".join(drawn)}</svg>'
    )


def _bar(x: float, y: int, wide: float, colour: str, dashes: str) -> str:
    edge = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="18" fill="{colour}" stroke="currentColor"{edge}/>'
