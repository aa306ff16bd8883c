"""A claim refuted with more classes, columns and examples than those with which it was proved."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lrlib.proofs.positions import Touched, place, positions, telling_sizes
from lrlib.proofs.result import Result
from lrlib.proofs.sampled import Large, Sampled
from lrlib.proofs.solve import solve
from lrlib.proofs.symbols import Unreadable, symbols_of
from lrlib.proofs.world import World

if TYPE_CHECKING:
    from lrlib.proofs.claims import Claim

LARGE = {"K": 7, "n": 4, "m": 5}  # what is proved in small worlds only is tried here with numbers
HUNDREDS = {"K": 127, "n": 103, "m": 101}
DOZENS = {"K": 13, "n": 11, "m": 11}  # and where derivatives are taken
MANY = {"K": 61, "m": 31}  # where an inequality runs over all of them
LARGE_BY_CLASSES = {"K": 6, "n": 2, "m": 1}  # and where derivatives are taken, which cost most of the time
LARGE_BY_EXAMPLES = {"K": 2, "n": 2, "m": 4}


def refute_large(claim: "Claim") -> None:
    """Look for a counter-example where there is more of everything: (K - 2)(K - 3)(K - 4)(K - 5) is not 0.

    Parameters
    ----------
    claim : Claim
        What was not refuted where it was proved; a counter-example is written into its result.
    """
    formula, result, probe = claim.formula, claim.result, Result("", trial=True)
    large = LARGE
    if re.search(r"\\(?:partial|nabla)|\{d", result.latex):
        large = LARGE_BY_CLASSES if "K" in result.sizes else LARGE_BY_EXAMPLES
    touched = Touched({**large, **formula.sizes})
    for w, values, alternatives in positions(Large(touched, claim.notation, claim.definitions), formula):
        for constraints in alternatives[:: max(len(alternatives) - 1, 1)]:
            claim.compare(w, values, constraints, probe)
            if probe.failed:
                result.kinds.add("false")
                result.where = place(touched, touched.seen, w.at, probe.where)
                return


def refute_sizes(claim: "Claim") -> None:
    """Look for a size at which a claim about nothing but sizes fails: K < 1000 is nearest to it at 1000.

    Parameters
    ----------
    claim : Claim
        What was not refuted where it was proved; a counter-example is written into its result.
    """
    formula, result, probe = claim.formula, claim.result, Result("", trial=True)
    for size in sorted(set(result.sizes) - set(formula.sizes)):
        for n in telling_sizes(formula, World(claim.worlds[1], claim.notation, claim.definitions), size):
            touched = Touched({**claim.worlds[1], **formula.sizes, size: n})
            large = Large(touched, claim.notation, claim.definitions)
            try:
                if formula.conditions and _holds_without(claim, large):
                    continue
                found = list(positions(large, formula))
            except Unreadable:  # a sum of too many terms
                break
            for w, values, alternatives in found:
                before, numbers = probe.cases, not any(map(symbols_of, values))
                for constraints in alternatives:
                    claim.compare(w, values, constraints, probe)
                    if probe.failed:
                        result.kinds.add("false")
                        result.where = place(touched, touched.seen, w.at, probe.where)
                        return
                    if numbers and probe.cases > before:
                        break  # what else a condition allows does not change them


def _holds_without(claim: "Claim", large: Large) -> bool:
    """Say whether the sides are numbers that compare as they say, whatever conditions say of hundreds of labels."""
    probe = Result("", trial=True)
    try:
        for w, values, _ in positions(large, replace(claim.formula, conditions=[])):
            if any(map(symbols_of, values)):
                return False
            claim.compare(w, values, [], probe)
    except Unreadable:  # such as an index of which only a condition says how far it runs
        return False
    return not probe.failed


def speaks_of_sizes(claim: "Claim") -> bool:
    """Say whether a size decides: it stands as a number, or an inequality runs over all classes.

    Parameters
    ----------
    claim : Claim
        With its sizes.

    Returns
    -------
    bool
        Whether hundreds are to be tried.
    """
    open_sizes = set(claim.result.sizes) - set(claim.formula.sizes) - ({"K"} if claim.result.every else set())
    bound = any(r not in ("=", r"\approx", r"\neq") for r in claim.formula.relations)
    return bool(open_sizes) and claim.formula.equivalent is None and bool(claim.formula.subjects or bound)


def refute_hundreds(claim: "Claim") -> None:
    """Look for a counter-example among hundreds of classes, columns or examples, where names are numbers.

    Parameters
    ----------
    claim : Claim
        What was not refuted where it was proved; a counter-example is written into its result.
    """
    formula, result, probe = claim.formula, claim.result, Result("", trial=True)
    some = {s: HUNDREDS[s] for s in result.sizes if s in formula.subjects}
    if not formula.subjects & set(HUNDREDS):
        some = {s: n for s, n in MANY.items() if s in result.sizes}
        if len(some) > 1:
            some = {"K": MANY["K"]}
    if re.search(r"\\(?:partial|nabla)|\{d", result.latex):
        some = {s: DOZENS[s] for s in some if s in formula.subjects}
    if len(some) > 1 and formula.used & set(claim.definitions):  # a softmax of each example, and a sum for each class
        some = {s: DOZENS[s] for s in some}
    touched = Touched({**claim.worlds[1], **some, **formula.sizes})
    free = frozenset({claim.notation.rows.get(n, n) for n in formula.conditioned})
    world = Sampled(touched, claim.notation, claim.definitions, free=free)
    sides = formula.sides if "m" in result.sizes and formula.conditions else []  # for whose examples conditions hold
    try:
        for w, _, alternatives in positions(world, replace(formula, sides=sides, equivalent=None)):
            for constraints in alternatives[:: max(len(alternatives) - 1, 1)]:
                _compare_many(claim, w, constraints, probe)
                if probe.failed:
                    result.kinds.add("false")
                    result.where = place(touched, touched.seen, w.at, probe.where)
                    return
    except Unreadable:
        return  # a condition that cannot be met by numbers; the smaller worlds have spoken


def _compare_many(claim: "Claim", w: Sampled, constraints: list[Any], probe: Result) -> None:
    """Compare the sides where names are what conditions say, or numbers."""
    formula = replace(claim.formula, conditions=[])
    for facts, guards in solve(constraints):
        if not all(claim.judge.possible(s, v) for s, v in facts.items()):
            continue
        here = w if guards else w.with_facts(facts)
        for at, values, _ in positions(here, formula):
            claim.compare(at, values, constraints if guards else [], probe)
            if probe.failed:
                return
