"""Imports follow the plan of the house: the mathematics in the middle, houses around it, the engine below."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSES = ("proofs", "exercises", "pictures", "questions")
MATHEMATICS = {
    *("activations", "logistic", "softmax", "one_vs_all", "descent", "gradcheck", "metrics", "inference"),
    *("scale", "estimators", "crossvalidation", "parity", "penalty", "profile", "effects", "data"),
    *("deviance", "influence", "calibration", "firth", "prediction"),
    *("elastic_net", "momentum", "stochastic"),
    *("coding", "ordinal", "network", "reverse"),
}
GROUND = {
    "checks",
    "inverses",
    "languages",
    "solvers",
    "triangular",
}  # what may enter, how a cost is made small, how a word is said
ROOMS = MATHEMATICS | GROUND | {"engine", *HOUSES}
ARROWS = {
    **dict.fromkeys(MATHEMATICS, MATHEMATICS | GROUND | {"engine"}),
    "checks": set(),
    "triangular": {"checks"},
    "inverses": {"checks", "triangular"},
    "solvers": {"checks", "inverses"},
    "languages": {"languages"},
    "engine": {"engine", *GROUND},
    "proofs": {"proofs", *MATHEMATICS, *GROUND},
    "exercises": {"exercises", *MATHEMATICS, *GROUND, "pictures.notebook"},
    "pictures": {"pictures", *MATHEMATICS, *GROUND},
    "questions": {  # the names of what is thought wrong, and the HTML of a quiz, are not made twice
        *("questions", *MATHEMATICS, *GROUND),
        *("exercises.mistakes", "pictures.misconceptions", "pictures.page", "pictures.quizzes", "pictures.scripts"),
    },
}
BANK = (
    *("decisions", "sigmoid", "cost", "descent", "classes", "softmax", "loss", "derivation", "training"),
    *("libraries", "reading", "groups", "fit", "rare", "penalties", "categories", "valley", "layers", "report"),
)
BELOW = {  # inside the houses: what may import nothing of its own house but these
    "proofs.symbols": set(),
    "proofs.unasked": set(),
    "proofs.needs": {"proofs.unasked"},
    "proofs.names": {"proofs.world"},  # for the type of a definition only
    "proofs.places": {"proofs.names", "proofs.needs", "proofs.symbols"},
    "proofs.parts": set(),
    "proofs.slope": set(),
    "proofs.world": {"proofs.names", "proofs.needs", "proofs.places", "proofs.slope", "proofs.symbols"},
    "proofs.functions": {"proofs.names", "proofs.needs", "proofs.symbols", "proofs.world"},
    "proofs.sampled": {"proofs.symbols", "proofs.world"},
    "proofs.displays": set(),
    "proofs.notation": {"proofs.names"},
    "proofs.tokens": {"proofs.brackets", "proofs.symbols"},
    "proofs.scan": {"proofs.brackets", "proofs.names", "proofs.symbols", "proofs.tokens"},
    "proofs.elementary": {"proofs.needs", "proofs.symbols", "proofs.tokens", "proofs.unasked", "proofs.world"},
    "proofs.naming": {"proofs.phrases", "proofs.scan", "proofs.symbols"},
    "proofs.calculus": {"proofs.functions", "proofs.needs", "proofs.slope", "proofs.symbols", "proofs.world"},
    "proofs.phrases": {
        *("proofs.calculus", "proofs.functions", "proofs.needs", "proofs.symbols", "proofs.tokens", "proofs.world"),
    },
    "proofs.zero": {"proofs.parts", "proofs.symbols"},
    "proofs.tape": {"proofs.symbols"},
    "proofs.roots": {"proofs.tape"},
    "proofs.critical": {"proofs.roots", "proofs.slope", "proofs.symbols", "proofs.tape", "proofs.zero"},
    "proofs.rough": set(),
    "proofs.search": {
        *("proofs.critical", "proofs.needs", "proofs.rough", "proofs.symbols", "proofs.tape", "proofs.zero"),
    },
    "proofs.words": set(),
    "proofs.marks": {"proofs.symbols", "proofs.words"},
    "proofs.idioms": {"proofs.words"},
    "proofs.tex": {"proofs.words"},
    "proofs.brackets": set(),
    "proofs.clauses": {"proofs.brackets", "proofs.symbols", "proofs.words"},
    "proofs.divergences": {"proofs.symbols"},
    "proofs.spelling": {"proofs.divergences", "proofs.idioms", "proofs.marks", "proofs.words"},
    "proofs.limit": set(),
    "proofs.plain": set(),
    "proofs.game.tree": set(),
    "proofs.game.names": {"proofs.game.tree", "proofs.tokens"},
    "proofs.game.matrices": {"proofs.game.tree"},
    "proofs.game.reading": {"proofs.brackets", "proofs.game.matrices", "proofs.game.names", "proofs.game.tree"},
    "proofs.game.knowledge": {"proofs.game.reading", "proofs.game.tree"},
    "proofs.game.slopes": {"proofs.game.knowledge", "proofs.game.tree"},
    "proofs.game.theory": {"proofs.game.knowledge", "proofs.game.matrices", "proofs.game.slopes", "proofs.game.tree"},
    "proofs.game.typed": set(),
    "proofs.game.moves": {"proofs.game.knowledge", "proofs.game.matrices", "proofs.game.slopes", "proofs.game.tree"},
    "proofs.game.arithmetic": {"proofs.game.matrices", "proofs.game.moves", "proofs.game.tree"},
    "proofs.game.rules": {
        *("proofs.game.arithmetic", "proofs.game.knowledge", "proofs.game.theory", "proofs.game.tree"),
    },
    "proofs.game.level": {"proofs.game.knowledge", "proofs.game.theory"},
    "proofs.game.levels": {"proofs.game.level", "proofs.game.levels"},
    "exercises.exercise": set(),
    "exercises.wire": set(),
    "exercises.state": set(),
    "exercises.mistakes": set(),
    "exercises.frames": set(),
    "exercises.guard": set(),
    "exercises.meter": set(),
    "exercises.parcel": set(),
    "exercises.enclosure": set(),
    "exercises.running": {"exercises.frames", "exercises.guard", "exercises.meter", "exercises.wire"},
    "exercises.classroom": {"exercises.grades", "exercises.mistakes", "exercises.tasks"},
    "exercises.rosters": {"exercises.classroom", "exercises.grades", "exercises.tasks"},
    "exercises.notebooks": set(),
    "exercises.excerpt": {"exercises.wire"},
    "exercises.call": {"exercises.frames", "exercises.state", "exercises.wire"},
    "exercises.tasks": {"exercises.excerpt", "exercises.exercise", "exercises.tasks"},  # their words show values
    "pictures.notebook": set(),
    "languages.sentence": set(),
    "languages.catalogue": {"languages.sentence"},
    "pictures.scripts": set(),
    "pictures.controls": set(),
    "pictures.frame": set(),
    "pictures.contours": {"pictures.frame"},
    "pictures.page": {"pictures.scripts"},
    "pictures.quizzes": {"pictures.misconceptions", "pictures.page", "pictures.scripts"},
    "questions.template": set(),
    "questions.printed": set(),
    "questions.spelling": set(),
    "questions.question": {"questions.spelling"},
    "questions.practices": {"questions.question", "questions.spelling"},
    **{f"questions.bank.{name}": {"questions.printed", "questions.template"} for name in BANK},
}


def room(name):
    """The room that a dotted name below lrlib lies in."""
    return name.partition(".")[0]


def modules(root):
    """Every module of lrlib by its dotted name below it."""
    for path in sorted((root / "lrlib").rglob("*.py")):
        parts = path.relative_to(root / "lrlib").with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(root):
    """Each import of lrlib by lrlib: (module, line, what is imported)."""
    names = {name for name, _ in modules(root)}
    for module, path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}:{node.lineno}: an import relative to its place hides where it leads"
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                found = [name if name.removeprefix("lrlib.") in names else node.module for name in whole]
            else:
                continue
            for name in found:
                if name.startswith("lrlib."):
                    yield module, f"lrlib/{path.relative_to(root / 'lrlib').as_posix()}:{node.lineno}", name[6:]


def broken(root=ROOT):
    """Say which line breaks an arrow of the plan."""
    found = []
    for module, line, target in imports(root):
        allowed = ARROWS.get(room(module), set())
        if module and room(target) not in allowed and target not in allowed:
            found.append(f"{line}: {module} imports {target}; {room(module)} may import {', '.join(sorted(allowed))}")
        inner = next((BELOW[key] for key in BELOW if module == key or module.startswith(f"{key}.")), None)
        own = room(target) == room(module)
        if own and inner is not None and not any(target == key or target.startswith(f"{key}.") for key in inner):
            found.append(f"{line}: {module} imports {target}; within its house it may import {sorted(inner) or 'none'}")
    return found


def test_every_import_follows_the_plan():
    assert broken() == []


def test_every_module_has_its_room():
    assert {room(name) for name, _ in modules(ROOT)} - {""} == ROOMS


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("proofs/game/theory", "from lrlib.proofs import decide", "within its house it may import"),
        ("checks", "from lrlib import softmax", "lrlib/checks.py:1: checks imports softmax"),
        ("engine/kernel", "from lrlib.logistic import fit", "lrlib/engine/kernel.py:1: engine.kernel imports logistic"),
        ("logistic", "import lrlib.proofs.decide", "logistic imports proofs.decide"),
        ("proofs/lesson", "from lrlib import exercises", "proofs.lesson imports exercises"),
        ("pictures/live", "from lrlib.engine import kernel", "pictures.live imports engine.kernel"),
        ("exercises/judge", "from lrlib.pictures import plots", "exercises.judge imports pictures"),
        ("exercises/tasks/softmax", "from lrlib.exercises import judge", "within its house it may import"),
        ("questions/bank", "from lrlib.exercises import judge", "questions.bank imports exercises.judge"),
        ("proofs/symbols", "from lrlib.proofs.latex import Formula", "within its house it may import none"),
    ],
)
def test_a_line_that_breaks_an_arrow_is_named(tmp_path, module, line, said):
    for name in ("checks", "softmax", "logistic", "engine/__init__", "engine/kernel", "proofs/__init__",
                 "proofs/decide", "proofs/latex", "proofs/lesson", "proofs/symbols", "exercises/__init__",
                 "exercises/judge", "exercises/tasks/softmax", "pictures/__init__", "pictures/live",
                  "pictures/plots", "proofs/game/theory", "questions/__init__", "questions/bank"):  # fmt: skip
        path = tmp_path / "lrlib" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line if name == module else "")
    found = broken(tmp_path)
    assert len(found) == 1
    assert said in found[0]


def test_a_chapter_imports_the_faces():
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        lines = [line for cell in cells if cell["cell_type"] == "code" for line in cell["source"]]
        inside = re.findall(r"(?m)^\s*from lrlib\.([\w.]+) import", "".join(lines))
        assert {name for name in inside if room(name) in {*HOUSES, "engine"}} <= set(HOUSES), path.name
