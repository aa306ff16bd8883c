r"""Play a derivation: write the next line, and be told what it is.

>>> game = play("short-road")
>>> game.write(r"1 - y_k").mistake
'log of a sum'
>>> game.write(r"\frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} - y_k")
Proved, by the chain rule: the slope of the outer function times the slope of the inner one, summed over all ways.
>>> game.write(r"\hat{y}_k - y_k")
Proved, by the definition of ŷ. This is the goal.
"""

from dataclasses import dataclass, field

from lrlib.proofs.game import desk, letters
from lrlib.proofs.game.judge import Answer
from lrlib.proofs.game.level import Level
from lrlib.proofs.game.levels import LEVELS
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.rules import named, same
from lrlib.proofs.plain import told


class Hint(str):
    """A hint: its mathematics is set in a notebook, and written plainly where nothing sets it."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say it as a reader is told."""
        return told(self)

    def __str__(self) -> str:
        """Say it as a reader is told."""
        return told(self)

    def _repr_markdown_(self) -> str:
        return self[:]


@dataclass
class Game:
    """One derivation that is being played.

    Attributes
    ----------
    level : Level
        What is derived.
    lines : list of str
        The lines that stand, in LaTeX, after the first.
    by : list of str
        For each of them, the rule.
    said : list of str
        The same in words.
    hints : int
        How many hints were given at the last line.
    """

    level: Level
    lines: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    hints: int = 0

    @property
    def done(self) -> bool:
        """Return whether the goal is reached."""
        return bool(self.lines) and same(read(self.lines[-1]), read(self.level.goal))

    @property
    def given(self) -> list[str]:
        """Return the definitions from which the derivation sets out, in LaTeX."""
        return letters.given(self.level)

    def write(self, text: str) -> Answer:
        r"""Write the next line, or several with equals signs between them.

        Parameters
        ----------
        text : str
            In LaTeX, with or without the left side.

        Returns
        -------
        Answer
            Of the first line that does not stand, or of the last.
        """
        return self._took(desk.write(self.level, self.lines, text))

    def move(self, rule: str) -> Answer:
        """Choose a rule in place of writing.

        Parameters
        ----------
        rule : str
            One of `moves`.

        Returns
        -------
        Answer
            Of the line that it gives.
        """
        return self._took(desk.move(self.level, self.lines, rule))

    def _took(self, answers: list[Answer]) -> Answer:
        for answer in answers:
            if answer.taken:
                self.lines.append(answer.line)
                self.by.append(answer.rules[0])
                self.said.append(answer.by)
                self.hints = 0
        return answers[-1]

    def moves(self) -> dict[str, str]:
        """Return the rules that lead on from the last line.

        Returns
        -------
        dict
            From their names to words.
        """
        return {rule: named(rule) for rule in desk.moves(self.level, self.lines)}

    def hint(self) -> Hint:
        """Return the next hint at this line.

        Returns
        -------
        Hint
            The rule; then what the line is made of; then the line.
        """
        self.hints += 1
        return Hint(desk.hint(self.level, self.lines, self.hints - 1))

    def undo(self) -> "Game":
        """Take the last line back.

        Returns
        -------
        Game
            This one.
        """
        del self.lines[-1:], self.by[-1:], self.said[-1:]
        self.hints = 0
        return self

    def roads(self) -> dict[str, tuple[str, ...]]:
        """Return the roads to the goal, once it is reached.

        Returns
        -------
        dict
            "yours", "the lecture's" and "short".

        Raises
        ------
        ValueError
            Before the goal is reached.
        """
        if not self.done:
            raise ValueError("the roads are shown at the goal; wanted is a line more, and hint() helps")
        return {"yours": tuple(self.lines), "the lecture's": self.level.road, "short": self.level.short}

    def __repr__(self) -> str:
        """Show the goal and the lines that stand."""
        lines = "".join(f"\n  = {line}    ({by})" for line, by in zip(self.lines, self.said, strict=True))
        return f"{self.level.title}\n  goal: {self.level.formula}\n  {self.level.left}{lines}"

    def _repr_markdown_(self) -> str:
        level = self.level
        rows = [rf"{level.left} &= {line} && \text{{{by}}}" for line, by in zip(self.lines, self.said, strict=True)]
        lines = r"$$\begin{aligned} " + r" \\ ".join(rows) + r" \end{aligned}$$" + "\n\n" if rows else ""
        return (
            f"**{level.title}.** {level.says}\n\n$$\n{level.formula}\n$$\n\n{lines}"
            f'<div class="lr-play" data-level="{level.name}"></div>\n'
        )


def play(level: str) -> Game:
    """Begin a derivation.

    Parameters
    ----------
    level : str
        Its name; `levels` lists them.

    Returns
    -------
    Game
        Write the next line with ``write``, choose a rule with ``move``, ask for help with ``hint``.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    return Game(desk.level_of(level))


def levels(chapter: int | None = None) -> dict[str, str]:
    """Return the map: the names of all levels and their titles.

    Parameters
    ----------
    chapter : int, optional
        Of this chapter only.

    Returns
    -------
    dict
        In the order in which they are played.
    """
    return {name: level.title for name, level in LEVELS.items() if chapter in (None, level.chapter)}
