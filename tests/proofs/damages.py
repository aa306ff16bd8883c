"""Damages: the checker itself, spoilt one rule at a time; its tests must notice each.

A damage is noticed as soon as one test fails. The one that noticed it before stands in noticed.json and runs first; if
it does not fail now, all the others run as ever, so that the list saves time and decides nothing.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICED = Path(__file__).with_name("noticed.json")  # `mutate.py reader --store` writes it
TESTS = [
    ROOT / "tests" / "proofs" / name for name in ("test_tried.py", "test_reader.py", "test_public.py", "test_typed.py")
]
HANG = (1800, 1860)  # seconds of the processor: a damage may make a test run for ever, and a slow run is no failed one

# what is damaged: (module, what stands there, what it becomes)
DAMAGES: dict[str, tuple[str, str, str]] = {
    "every zero test says yes": ("zero", "return not product(expression)[0]", "return True"),
    "no place is ever a counter-example": ("search", "return False if certain in holds else self._say(point, left, right)", "return False"),
    "an equation passes when no proof was found": ("decide", 'if equation and not numeric:\n        return Verdict("undecided"', 'if False:\n        return Verdict("undecided"'),
    "less is more": ("search", '"<": (-1,), ">": (1,)', '"<": (1,), ">": (1,)'),
    "at most is at least": ("search", 'r"\\le": (-1, 0), r"\\ge": (1, 0)', 'r"\\le": (1, 0), r"\\ge": (1, 0)'),
    "no guard is heeded": ("search", "        if not sides.inside(point):", "        if False:"),
    "the solution of a condition is dropped": ("solve", "found = [more for facts", "[more for facts"),
    "cases are not taken apart": ("solve", "if sp.true not in conditions and all(", "if False and all("),
    "rounding is not looked at": ("positions", "near = off <= sp.Rational(1, 2) * sp.Rational(10) ** -decimals", "near = True"),
    "sign of a derivative": ("world", "return slope(expression, by)", "return -slope(expression, by)"),
    "a derivative does not put meanings back": ("calculus", "return w.put_back(out, names)", "return out"),
    "a derivative does not forget meanings": ("calculus", "    plain = w.forget(names)\n", "    plain = w\n"),
    "transposition is ignored": ("phrases", 'return out.T if hasattr(out, "T") else out', "return out"),
    "conditions are ignored": ("positions", "alternatives = [old + new for old in alternatives for new in _reaching(condition, w, values, alone)]", "_reaching(condition, w, values, alone)"),
    "only the first alternative of a condition": ("claims", "for constraints in alternatives:\n                    self.compare(w, values, constraints, result)", "for constraints in alternatives[:1]:\n                    self.compare(w, values, constraints, result)"),
    "free indices stand at their first place only": ("places", "return range(first, last + 1)", "return range(first, first + 1)"),
    "a sum leaves out its last term": ("places", "for n in range(int(first), int(last) + 1) if n != hole", "for n in range(int(first), int(last)) if n != hole"),
    "a hole in a sum is filled": ("places", "int(last) + 1) if n != hole", "int(last) + 1)"),
    "delta is 1": ("places", "return sp.Integer(int(j == k))", "return sp.Integer(1)"),
    "minus is plus": ("expressions", 'sign = -1 if s.skip("+", "-") == "-" else 1', 'sign = 1 if s.skip("+", "-") == "-" else 1'),
    "log is taken for exp": ("elementary", 'r"\\log": logarithm', 'r"\\log": sp.exp'),
    "what is behind the end is ignored": ("latex", 'if s.next is not None:\n        raise Unreadable(f"cannot read from', 'if False:\n        raise Unreadable(f"cannot read from'),
    "an unknown name is a new symbol": ("phrases", "if not w.knows(self.name):", "if False:"),
    "shapes are not compared": ("positions", "if sp.sympify(b) == 0:", "if True:"),
    "only two classes are tried": ("lesson", "[dict(w) for w in worlds]", "[dict(worlds[0])]"),
    "no larger world is tried": ("claims", 'if set(result.sizes) - {"K"} - set(formula.sizes) or ("K" in result.sizes and not result.every):', "if False:"),
    "a larger world is tried at one place of an index": ("sampled", "return sorted({first, last})", "return [first]"),
    "only the first root of a condition is followed": ("solve", "if p.is_Symbol and not q.has(p) else _roots(p - q):", "if p.is_Symbol and not q.has(p) else _roots(p - q)[:1]:"),
    "guards that contradict each other are accepted": ("decide", "if guards and not place:", "if False:"),
    "no inequality is tested far out": ("search", "wide = extreme and attempt >= 6 and attempt % 3 == 0", "wide = False"),
    "sums within one another may share an index": ("joins", "if index in s.running:", "if False:"),
    "a definition within a line passes": ("pages", 'if result.kinds & {"definition", "update"}:', "if False:"),
    "what stands in a directive is not read": ("displays", "m[2] + m[3] if m[2] else", ""),
    "every K without a proof": ("claims", 'return probe.kinds == {"proved"}', "return True"),
    "only one direction of an equivalence": ("claims", "((one, (two.relation, c, d)), (two, (relation, a, b))):", "((one, (two.relation, c, d)),):"),
    "a page is not compared with the code": ("pages", "failure = failure or compare_with_code", "failure = failure or '' and compare_with_code"),
    "kinds are not compared with the register": ("pages", "if not failure and kind != entry.kind:", "if False:"),
    "a display without an entry passes": ("pages", "failure = _not_registered(page, display, lessons)", "pass"),
    "a case that is never met passes": ("claims", " or not all(result.met.values()) or not all(met[0] for met in formula.cases)", ""),
    "nothing compared passes": ("claims", "if result.cases == before or", "if False and result.cases == before or"),
    "an untagged display is overlooked": ("displays", "if not tag:\n            raise BadPage", "if not tag:\n            continue\n            raise BadPage"),
    "totals forget their special term": ("every", "out += special - at(generic, own, place)", "pass"),
    "a derivative by a name that is absent is 0": ("calculus", "        _spoken_of(plain, out, v)\n", "        pass\n"),
    "a gradient by what is absent is 0, and z hides its parameter": ("lesson", "used = formula.used.union(*parameters)", "used = formula.used"),
    "primes without an argument are dropped": ("phrases", "            if self.args is None and self.primes:", "            if self.args is None and self.primes and self.primes > 9:"),
    "a number behind what it multiplies is read": ("expressions", "    if str(s.next)[:1].isdigit():", "    if False:"),
    "the degree of a root is ignored": ("expressions", "sp.sign(inside(w)) * sp.Abs(inside(w)) ** sp.Rational(1, degree)", "sp.sqrt(inside(w))"),
    "decimals within a sum count as rounded": ("positions", "return 0 if all(_ends(sp.sympify(value)) for value, _ in sides) else digits", "return digits"),
    "two superscripts in a row are read": ("expressions", "        elif raised:", "        elif False:"),
    "cases that contradict each other pass": ("tables", "and first not in (sp.true, sp.false):", "and False:"),
    "cases that overlap and differ pass": ("claims", "                    self.judge.agree(part, constraints)", "                    pass"),
    "a vector is unequal only if every entry is": ("claims", 'if relation == r"\\neq" and len(pairs) > 1:', "if False:"),
    "no hundreds are tried": ("claims", "        if not result.failed and speaks_of_sizes(self):", "        if False:"),
    "roots are not looked for": ("search", 'if near and sides.symbols and (sides.relation != "=" or (sides.p - sides.q).has(*BENDS)):', "if False:"),
    "a tie at a root is no tie": ("critical", "                    yield root, tie", "                    yield root, False"),
    "every tie that digits show is one": ("search", "tie = all(map(self._differ, tie))", "tie = True"),
    "a tie at a rational place is not proved": ("critical", "return is_zero(f.subs(s, _rational(root)))", "return True"),
    "a small side is rounding": ("search", "same = NEARNESS[DIGITS][-1]", "same = -1"),
    "a power behind brackets is that of the argument": ("expressions", '    if s.next not in ("(", "["):\n        return read_power(s)\n', "    if True:\n        return read_power(s)\n"),
    "rounding errors are places": ("search", "if apart and before is not None and abs(", "if difference and 0 <= abs("),
    "nothing is computed with more digits": ("search", "PRECISIONS = (DIGITS, 120, 400)", "PRECISIONS = (DIGITS,)"),
    "where a side has no value is not said": ("judge", "result.partly = self._partly(case)", "result.partly = False"),
    "the logarithm of a negative number has a value": ("elementary", "            if need.unmet:", "            if False:"),
    "a function without brackets takes what is next": ("expressions", "    if s.open and s.next not in FUNCTIONS:", "    if False:"),
    "below the slash stands what is next": ("expressions", "    if slash:\n", "    if False:\n"),
    "a derivative reaches over a product": ("derivatives", "for i, t in enumerate(read) if not _depth(read[:i])]:", "for i, t in enumerate(read) if False]:"),
    "the eigenvalue of any matrix": ("elementary", "if not isinstance(M, sp.MatrixBase) or M != M.T:", "if False:"),
    "a condition gives any name another meaning": ("lesson", "        if taken:\n", "        if False:\n"),
    "a sum runs to any number": ("joins", "if any(sp.sympify(v).is_integer is False for v in (first, size)):", "if False:"),
    "log |f| for any power of f": ("zero", "number.is_Integer and (sign or number % 2 == 0)", "number.is_Integer"),
    "an unknown function is a product": ("naming", "    if not all(n.name in made_of for n in names):", "    if False:"),
    "the other piece of an absolute value is forgotten": ("zero", "e.replace(sp.Abs, lambda a: a if value(a) >= 0 else -a)", "e.replace(sp.Abs, lambda a: a)"),
    "sizes are looked at only where they are small": ("claims", "        if not result.failed and not self.symbols and formula.equivalent is None:", "        if False:"),
    "a claim about sizes is not looked at where it changes": ("positions", "found |= {int(v) - 1, int(v), int(v) + 1}", "pass"),
    "a rounding error is a difference": ("search", "certain = self._order_of_intervals(point) if sign and sign not in holds else sign", "certain = sign"),
    "the corner of an absolute value is passed over": ("critical", "            yield corner, _tie(", "            yield corner, False and _tie("),
    "what is close to 1 is not looked at": ("decide", "    if not isinstance(place, str) and not equation:", "    if False:"),
    "an equation with corners is only drawn": ("search", ' or (sides.p - sides.q).has(*BENDS)', ""),
    "a name keeps its value where it is forgotten": ("world", "if n not in names}, known={})", "if n not in names})"),
    "what a line defines is a letter in the next": ("lesson", " and bool(parts) and not used", " and not used"),
    "far ends are near": ("critical", "(2, 3, 4, 6, 9, 12, 20, 40, 100)", "(2, 3, 4, 6, 9, 12)"),
    "a step against a gradient may go with it": ("moves", r"= {target} - {rate} \frac", r"= {target} + {rate} \frac"),
    "a loss is that of any arguments": ("losses", "    guess = rf", "    return 'guess first', ''\n    guess = rf"),
    "a probability is given anything": ("chances", "    if given and not _of_the_model(given[0], w):", "    if False:"),
    "sums to different letters are one": ("examples", "    if len(ends) > 1:", "    if False:"),
    "layers of a network are one": ("marks", "if len({m for _, m in marked}) == 1 and not bare:", "if True:"),
    "a loss may have a name twice": ("naming", "    if twice:", "    if False:"),
    "what where says of a letter is not known": ("clauses", 'defined.append(f"{name.strip()} := {meaning.strip()} {SAID}")', "front.append(clause.strip())"),
    "a letter with a mark is the letter": ("own", "if mark is None or mark[0] in typed.values():", "if True:"),
    "what is given is passed over": ("givens", "(g.name in known or g.name in BOOK or stands)", "False"),
    "what is given may be any number": ("lesson", "free = not self.own & {name, *parts}", "free = True"),
    "a definition is made of what stands in it alone": ("made", ".union(*(self.of(n) for n in used))", ""),
    "a matrix is not what it is made of": ("made", "(big for big, row in rows.items() if row in small)", "()"),
    "what rests on a letter stays when it is given": ("favour", "[d for d in of_table if d]", "[d for d in table.definitions if d]"),
    "what is given twice is taken once": ("own", "    if twice:\n", "    if False:\n"),
    "letters side by side are a name": ("tex", "return RUNS.sub(_apart, _fractions(latex))", "return _fractions(latex)"),
    "a divergence has no sign": ("gibbs", "    if not shares or not all(share.is_positive for share in shares):", "    if True:"),
    "the order of arguments is not looked at": ("naming", "if before != order and sorted(before) == sorted(order):", "if False:"),
    "a sum without brackets ends at the next plus": ("reach", "        if re.search(letter, behind) and", "        if False and"),
    "the slope of a product is that of its last factor": ("slope", "for i, d in slopes if d != 0])", "for i, d in slopes[-1:] if d != 0])"),
    "the slope of a logarithm forgets what it divides by": ("slope", "return 1 / e.args[0] * inner[0]", "return inner[0]"),
    "the slope of a power forgets its exponent": ("slope", "e * (raised + inner[0] * e.exp / e.base)", "e * (raised + inner[0] / e.base)"),
}  # fmt: skip


class Order:
    """A plugin of pytest: one test before the others, and in a file the name of the test that runs."""

    def __init__(self, first: str, file: Path) -> None:
        self.first, self.file = first, file

    def pytest_collection_modifyitems(self, items: list) -> None:
        """Put the test first, if it is there, and slow ones last."""
        items.sort(key=lambda item: (of(item.nodeid) != self.first, item.get_closest_marker("slow") is not None))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Write down which test begins: the last is the one that failed, or never ended."""
        self.file.write_text(of(nodeid), encoding="utf-8")


def of(nodeid: str) -> str:
    """Return the name of a test without its file."""
    return nodeid.partition("::")[2]


def noticed() -> dict[str, str]:
    """Return by which test each damage was noticed before."""
    return json.loads(NOTICED.read_text(encoding="utf-8"))


def store(found: dict[str, str]) -> None:
    """Write down by which tests damages were noticed, beside what is known of the others."""
    known = {name: test for name, test in {**noticed(), **found}.items() if name in DAMAGES}
    NOTICED.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def caught(name: str) -> tuple[str, str, str]:
    """Damage a copy of lrlib and run the tests of the reader on it: (name, "" or why it was not noticed, the test)."""
    module, old, new = DAMAGES[name]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lrlib"
        shutil.copytree(ROOT / "lrlib", copy)
        file, test = copy / "proofs" / f"{module}.py", Path(folder) / "test.txt"
        text = file.read_text(encoding="utf-8")
        if text.count(old) != 1:
            return name, f"the line to damage stands {text.count(old)} times in lrlib/proofs/{module}.py", ""
        file.write_text(text.replace(old, new), encoding="utf-8")
        for compiled in (file.parent / "__pycache__").glob(f"{module}.*"):
            compiled.unlink()
        environment = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, __file__, noticed().get(name, ""), test, "-q", "-x", "-p", "no:cacheprovider",
                   "-o", "addopts=", "--rootdir", folder, "--import-mode=importlib", *TESTS]  # fmt: skip
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        failed = run.returncode == 1 and (" failed" in run.stdout or " error" in run.stdout)
        if failed or run.returncode == -getattr(signal, "SIGXCPU", 0):
            return name, "", test.read_text(encoding="utf-8") if test.exists() else ""
        return name, f"the tests ended with {run.returncode}: {run.stdout[-300:]}", ""


def run(every: int = 1) -> list[tuple[str, str, str]]:
    """Try every n-th damage, two at a time: (name, "" or why it was not noticed, the test that did) for each."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(caught, list(DAMAGES)[every - 1 :: every]))


def main(first: str, file: str, *arguments: str) -> int:
    """Run pytest in this process, which is that of one damage."""
    with contextlib.suppress(ImportError):  # where there is no such limit, whoever runs it looks
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, HANG)
    import pytest

    return pytest.main(list(arguments), plugins=[Order(first, Path(file))])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
