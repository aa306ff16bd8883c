"""Slides out of the blocks of a page: what each shows, and what is said beside it."""

import re
from dataclasses import dataclass, field
from html import escape

from lrlib.exercises import tasks
from lrlib.exercises.mistakes import explain
from lrlib.pictures.misconceptions import MISCONCEPTIONS
from lrlib.pictures.scripts import script, style

BEGINS = {"slide", "subslide"}
TYPES = {*BEGINS, "fragment", "-", "notes", "skip"}
SHOWN = {"first", "last", "text", "formula", "box", "list", "table", "code", "output"}
FORMULAS = 4  # on one slide
FORMULA = re.compile(r'<div class="math\b')
MARK = re.compile(r"<!--block (\d+) (\w+)-->\n?")
UNSEEN = re.compile(
    r'</?section\b[^>]*>|<a class="headerlink".*?</a>|<span id="[^"]*"></span>|'
    r'<details class="[^"]*\bhide\b.*?</details>',
    re.S,
)
HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.S)
TAKEN = re.compile(r'(<div class="tip admonition">)\s*<p class="admonition-title">(.*?)</p>', re.S)
QUIZ = re.compile(r'<div class="lr-quiz" id="(?P<name>[\w-]+)">.*?</div>', re.S)
QUESTION = re.compile(r"<fieldset(?: data-treats=\"(?P<treats>[^\"]*)\")?>.*?</fieldset>", re.S)
ANSWER = re.compile(r'value="(?P<value>\w+)" data-reason="(?P<reason>[^"]*)"> (?P<text>.*?)</label>', re.S)


@dataclass
class Slide:
    """What one slide shows, what is said beside it, and whether it stands below the one before."""

    below: bool
    heading: str
    shown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def pieces(body):
    """Return the blocks of a page by cell: pairs of kind and HTML."""
    parts, found = MARK.split(body), {}
    for number, name, html in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found.setdefault(int(number), []).append((name, UNSEEN.sub("", html).strip()))
    return found


def sorted_out(parts, show):
    """Return the blocks of a cell in runs, each begun by a heading or by nothing: what is shown, and what is said."""
    runs = [("", [])]
    for name, html in parts:
        if name == "heading":
            runs.append((HEADING.search(html)[1], []))
        elif name not in ("fold", "end"):
            runs[-1][1].append((name, html))
    headed = len(runs) > 1
    return [(title, *divided(run, show, not headed or bool(title))) for title, run in runs]


def divided(run, show, begins):
    """Return what of a run is shown, and what is left to say: text alone is no slide, unless it begins something."""
    texts = [place for place, (name, _) in enumerate(run) if name == "text"]
    ends = {place for word, some in (("first", texts[:begins]), ("last", texts[-1:])) if word in show for place in some}
    wanted = [not show or name in {*show, "cell"} or place in ends for place, (name, _) in enumerate(run)]
    if not begins and all(name == "text" for (name, _), on in zip(run, wanted, strict=True) if on):
        wanted = [False] * len(run)
    return [[html for (_, html), on in zip(run, wanted, strict=True) if on is side] for side in (True, False)]


def slides(found, marks):
    """Return the slides of a deck, from the blocks of a page and the marks of its cells, both by cell."""
    deck, heading = [], ""
    for number in sorted(found):
        how, show = marks.get(number, ("skip", set()))
        for run, (title, shown, notes) in enumerate(sorted_out(found[number], show)):
            heading = title or heading
            if how == "skip" or not (shown or notes or title):
                continue
            if quiz := QUIZ.search("".join(shown)):
                deck += asked(quiz, heading)
            elif how == "notes":
                deck[-1].notes += shown
            elif not deck or (shown and (how in BEGINS or run)):
                for page, part in enumerate(parted(steps(shown, how, show))):
                    deck.append(Slide(bool(page) or (how == "subslide" and bool(deck)), heading, part, []))
                deck[-1].notes += notes
            else:
                deck[-1].shown += steps(shown, how, show)
                deck[-1].notes += notes
    for slide in deck:
        if len(slide.shown) == 1 and (take := TAKEN.match(slide.shown[0])):  # what is taken away heads its own slide
            slide.heading, slide.shown = take[2], [TAKEN.sub(r"\1", slide.shown[0])]
    return deck


def parted(shown):
    """Return blocks in parts of which none has more formulas than fit below one another."""
    parts = [[]]
    for html in shown:
        if FORMULA.match(html) and sum(map(bool, map(FORMULA.match, parts[-1]))) == FORMULAS:
            parts.append([])
        parts[-1].append(html)
    return parts


def steps(shown, how, show):
    """Return blocks, each of which comes at a step of its own in a fragment; of a cell its code or output may do."""
    if show in ({"code"}, {"output"}):
        shown = [f'<div class="lr-only-{min(show)}">{html}</div>' for html in shown]
    return [f'<div class="fragment">{html}</div>' if how == "fragment" else html for html in shown]


def asked(quiz, heading):
    """Return a slide for each question of a quiz; the notes tell the reason of each answer, and what it comes from."""
    made = []
    for number, question in enumerate(QUESTION.finditer(quiz[0]), 1):
        name = f"{quiz['name']}-slide-{number}"
        root = f'<div class="lr-quiz" id="{name}">{style("quiz")}{question[0]}{script("quiz", name)}</div>'
        answers = (f"<li>{said(answer)}</li>" for answer in ANSWER.finditer(question[0]))
        notes = [f"<ul>{''.join(answers)}</ul>"]
        if question["treats"]:
            notes.insert(0, f"<p>What some believe: {escape(MISCONCEPTIONS[question['treats']])}.</p>")
        made.append(Slide(number > 1, heading, [root], notes))
    return made


def said(answer):
    """Return an answer with its reason."""
    return f"{'✓' if answer['value'] == 'right' else '✗'} {answer['text']}: {answer['reason']}"


def in_code(chapter):
    """Return how the mistakes of a chapter show themselves in what its students write."""
    found = [exercise for exercise in tasks.ALL.values() if exercise.chapter == chapter]
    rows = [
        f"<li><code>{exercise.name}</code>: {escape('; '.join(titles))}</li>"
        for exercise in found
        if (titles := list(dict.fromkeys(explain(wrong.mistake, exercise.words).title for wrong in exercise.wrong)))
    ]
    return f"<p>What goes wrong in the exercises:</p><ul>{''.join(rows)}</ul>" if rows else ""


def led(html, folder, name):
    """Return HTML whose links lead from the folder of decks to the pages, and whose pictures come at once."""
    html = re.sub(r'href="(?=#)', f'href="../{folder}/{name}.html', html)
    html = re.sub(r'href="(?!\.\./|[a-z]+:)', f'href="../{folder}/', html)
    return html.replace("<img ", '<img loading="eager" ')


def stacks(deck):
    """Return the slides as reveal.js wants them: what stands below another is in one section with it."""
    columns = []
    for number, slide in enumerate(deck):
        columns += [] if slide.below else [[]]
        title = f"<h{1 + bool(number)}>{slide.heading}</h{1 + bool(number)}>"
        notes = f'<aside class="notes">{"".join(slide.notes)}</aside>' if slide.notes else ""
        columns[-1].append(f"<section>\n{title}\n{''.join(slide.shown)}\n{notes}</section>")
    return "\n".join(c[0] if len(c) == 1 else f"<section>{''.join(c)}</section>" for c in columns)
