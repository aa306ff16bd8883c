"""The browser's scripts, module by module, under Node's own test runner, against numbers that lrlib computed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from numbers_of_lrlib import numbers, plain

SCRIPTS = Path(__file__).parent / "scripts"
SOURCE = "".join(path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.test.mjs")))
LOOPED = len(re.findall(r"\w+", re.search(r"const PICTURES = \{([^}]*)\}", SOURCE)[1]))  # one test for each
TESTS = LOOPED + SOURCE.count("\ntest(")

ANSWERS = {
    "fixed": ["text"],
    "sums": ["total"],
    "frames": ["pixels", "brought"],
    "paths": [],
    "sigmoids": ["p"],
    "losses": ["cost"],
    "softmaxes": ["p", "losses"],
    "systems": ["x"],
    "fits": ["W", "apart", "bare", "penalised", "Z"],
    "regions": ["labels"],
    "far": ["line", "curve"],
    "slopes": ["J", "slope"],
    "walks": ["path", "costs", "name", "words", "cycle", "levels"],
    "pictures": ["words", "drawn"],
}
ALONE = [  # tests that need no number of lrlib's: a script against itself
    "a problem that is chosen brings its prices, a price that is typed stays",
    "an empty path is empty, an upright line goes through the frame, a number is kept within limits",
    "every corner lies in the square, and no other class has a larger score there",
    "the system is left as it was",
]


@pytest.fixture(scope="module")
def computed():
    """What lrlib computes, as JSON has it."""
    return json.loads(json.dumps(numbers(), default=plain))


def node(folder, given):
    """Run Node's test runner over all modules; return the names of the tests that passed, and of those that failed."""
    path = folder / "numbers.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    program = shutil.which("node")
    assert program, "no Node is on this machine; `make test` installs Debian's with npm"
    command = [program, "--test", "--test-reporter=tap", *sorted(map(str, SCRIPTS.glob("*.test.mjs")))]
    done = subprocess.run(command, env=os.environ | {"NUMBERS": str(path)}, capture_output=True, text=True, check=False)
    results = re.findall(r"^ *(ok|not ok) \d+ - (.*)$", done.stdout, re.M)
    return [name for result, name in results if result == "ok"], [name for result, name in results if result != "ok"]


def test_every_module_computes_what_lrlib_computes(tmp_path, computed):
    passed, failed = node(tmp_path, computed)
    assert failed == []
    assert len(passed) == TESTS


def damaged(value, keys, hit=False):
    """A copy in which what stands under the keys is another number or another text."""
    if isinstance(value, dict):
        return {key: damaged(part, keys, hit or key in keys) for key, part in value.items()}
    if isinstance(value, list):
        return [damaged(part, keys, hit) for part in value]
    if not hit or value is None:
        return value
    return f"{value}!".replace(" ", " !") if isinstance(value, str) else 1.01 * value + 0.01


def test_another_number_would_be_noticed_by_every_test_that_reads_one(tmp_path, computed):
    passed, failed = node(tmp_path, {name: damaged(cases, ANSWERS[name]) for name, cases in computed.items()})
    assert sorted(passed) == sorted(ALONE)
    assert len(failed) == TESTS - len(ALONE)
