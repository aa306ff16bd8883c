r"""The rules by which one line follows from another, and which of them a step has used."""

from collections.abc import Mapping, Sequence

from lrlib.proofs.game.arithmetic import free_move
from lrlib.proofs.game.knowledge import Knowledge
from lrlib.proofs.game.theory import SIZES, agree
from lrlib.proofs.game.tree import Node, canonical

RULES: Mapping[str, tuple[str, str]] = {
    "chain": (
        "the chain rule",
        "the slope of the outer function times the slope of the inner one, summed over all ways",
    ),
    "quotient": (
        "the rule for products and quotients",
        "the slope of u/v is (u'v − uv')/v², and that of uv is u'v + uv'",
    ),
    "slope of σ": ("the slope of the sigmoid", "σ' = σ(1 − σ), or dh/dz = h(1 − h)"),
    "softmax": ("the slope of the softmax", "∂ŷⱼ/∂zₖ is ŷₖ(1 − ŷₖ) if j = k, else −ŷⱼŷₖ"),
    "split": ("splitting a sum", "the term j = k stands apart, or goes back among the others"),
    "labels": ("labels that sum to one", "Σⱼ yⱼ = 1"),
    "one-hot": ("labels that are 0 or 1", "a label is a switch: y² = y, and it picks one case"),
    "shares": ("probabilities that sum to one", "Σⱼ ŷⱼ = 1"),
    "exponential": ("the law of exponentials", "e to a sum is a product: eᵃ⁺ᵇ = eᵃ · eᵇ, e⁰ = 1"),
    "logarithm": ("the laws of the logarithm", "log(ab) = log a + log b, log aᵇ = b log a, log eᵃ = a"),
    "loss slope": ("the slope of the loss in a logit", "∂𝓛/∂zₖ = ŷₖ − yₖ, as found before"),
    "weight slope": ("the slope of one example's loss", "∂𝓛/∂wₖ = (ŷₖ − yₖ) x, as found before"),
    "cost slope": ("the slope of one example's cost", "∂𝓛/∂θⱼ = (h − y) xⱼ, as found before"),
    "entries": ("the product of matrices", "entry (k, j) of a product is a row times a column"),
    "definition of σ": ("the definition of σ", "σ of a number is one over one plus e to minus that number"),
}
FREE = {
    "expand": ("expanding", "brackets are multiplied out"),
    "collect": ("collecting", "a common factor is put in front, or fractions over one denominator"),
    "cancel": ("cancelling", "what stands above and below a line goes, and so do two terms of opposite signs"),
    "sum": ("writing out a sum", "its terms are written one by one, or go back under the sum sign"),
    "delta": ("the rule for δ", "δⱼₖ is 1 where j = k and else 0, so of a sum over j it leaves one term"),
    "zero": ("putting in what cancels", "a − a is 0 and a/a is 1, so they may be put in"),
    "turn": ("turning a difference round", "a − b is −(b − a)"),
    "transpose": ("transposing", "(A + B)ᵀ = Aᵀ + Bᵀ, and (AB)ᵀ = BᵀAᵀ"),
    "derivative": ("taking slopes term by term", "constants stay, and the slopes of powers, eᵗ and log t are known"),
    "order": ("arithmetic", "the same, put in another form"),
}
SYMBOLS = {r"\hat{y}": "ŷ", r"\mathcal{L}": "the loss of one example", "L": "the mean loss", "J": "the mean cost"}


def named(rule: str) -> str:
    """Return a rule in words.

    Parameters
    ----------
    rule : str
        Its name.

    Returns
    -------
    str
        As it stands in a sentence.
    """
    if rule in RULES:
        return RULES[rule][0]
    if rule in FREE:
        return FREE[rule][0]
    letter = rule.removeprefix("definition of ")
    return f"the definition of {SYMBOLS.get(letter, letter)}"


def explained(rule: str) -> str:
    """Return what a rule says.

    Parameters
    ----------
    rule : str
        Its name.

    Returns
    -------
    str
        Half a sentence.
    """
    return (RULES.get(rule) or FREE.get(rule) or ("", "what the letter stands for is put in its place, or back"))[1]


def used(
    before: Node,
    after: Node,
    known: Knowledge,
    rules: Sequence[str],
    sizes: Mapping[str, int] = SIZES,
    apart: bool = False,
) -> tuple[str, ...] | None:
    """Return the fewest rules by which a line follows from another.

    Parameters
    ----------
    before, after : Node
        The lines.
    known : Knowledge
        Of their letters.
    rules : sequence of str
        Those that may be used.
    sizes : mapping
        How many classes, examples and columns there are.
    apart : bool
        Whether j is another index than k.

    Returns
    -------
    tuple of str or None
        None of them where arithmetic is enough; None where all together are not enough.
    """
    for some in ((), *((rule,) for rule in rules), tuple(rules)):
        if agree(before, after, known, some, sizes, apart):
            break
    else:
        return None
    if len(some) < 2:
        return some
    for rule in reversed(rules):
        fewer = tuple(r for r in some if r != rule)
        if agree(before, after, known, fewer, sizes, apart):
            some = fewer
    return some


def single(
    before: Node,
    after: Node,
    known: Knowledge,
    rules: Sequence[str],
    sizes: Mapping[str, int] = SIZES,
    apart: bool = False,
) -> str | None:
    """Return the one rule by which a line follows, or what arithmetic did.

    Parameters
    ----------
    before, after : Node
        The lines.
    known : Knowledge
        Of their letters.
    rules : sequence of str
        Those that may be used.
    sizes : mapping
        How many classes, examples and columns there are.
    apart : bool
        Whether j is another index than k.

    Returns
    -------
    str or None
        A key of `RULES` or of `FREE`, or a definition; None where more than one rule is needed.
    """
    if agree(before, after, known, (), sizes, apart):
        return free_move(before, after)
    if not agree(before, after, known, rules, sizes, apart):
        return None
    return next((rule for rule in rules if agree(before, after, known, (rule,), sizes, apart)), None)


def same(one: Node, other: Node) -> bool:
    """Say whether two lines are written alike but for the order.

    Parameters
    ----------
    one, other : Node
        The lines.

    Returns
    -------
    bool
        Whether they are.
    """
    return canonical(one) == canonical(other)
