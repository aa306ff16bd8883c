"""What Python in the page costs a reader: bytes by pack, seconds to start, a check, and a line of a derivation.

Needs the built site (`make book`). Headless Chromium, one local server. Cold is an empty cache, from the press until
the first cell can run; warm is the same page loaded again. A check is that of each exercise's own solution; a
line is each line of both roads of every level, after the first answer, which imports SymPy and is told apart.
Writes benchmarks/in_page.json.
"""

import functools
import json
import os
import shutil
import statistics
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "sphinx_ext")]

import in_page  # noqa: E402
from conftest import NAMES, QUIET, SITE, Handler  # noqa: E402 - the server and the browser of the tests

TIMES = 5
PAGE = "chapters/03-cost.html"
CHECKS = """\
import time
import numpy as np
from lrlib import exercises
from lrlib.exercises.tasks import ALL
taken = []
for exercise in ALL.values():
    scope = {"np": np}
    parts = exercise.solution if isinstance(exercise.solution, tuple) else (exercise.solution,)
    for part in parts:
        if isinstance(part, str):
            exec(part, scope)
        else:
            scope[part.__name__] = part
    if exercise.name in scope:
        start = time.perf_counter()
        passed = exercises.check(exercise.name, scope[exercise.name]).passed
        taken.append(time.perf_counter() - start)
taken"""
FIRST = """\
import time
start = time.perf_counter()
from lrlib.proofs.game import desk
from lrlib.proofs.game.levels import LEVELS
level = LEVELS["softmax-slope"]
desk.asked({"ask": "write", "level": level.name, "lines": [], "text": level.short[0]})
time.perf_counter() - start"""
LINES = """\
taken = []
for level in LEVELS.values():
    for road in (level.road, level.short):
        for n, line in enumerate(road):
            start = time.perf_counter()
            desk.asked({"ask": "write", "level": level.name, "lines": list(road[:n]), "text": line})
            taken.append(time.perf_counter() - start)
taken"""


def pressed(page):
    """Press the button, and return the seconds until a cell can run."""
    page.goto(PAGE)
    start = time.perf_counter()
    page.get_by_role("button", name="Run in this page").click()
    page.get_by_text("Python is here.").wait_for()
    return time.perf_counter() - start


def answered(page, source):
    """Run a cell; return the value of its last line."""
    run = "source => window.lrChapter.kernel.run(source).then(answer => answer.outputs.at(-1).data['text/plain'])"
    return json.loads(page.evaluate(run, source).replace("'", '"'))


def summary(taken):
    """Return the median and the worst."""
    return {"n": len(taken), "median": round(statistics.median(taken), 3), "worst": round(max(taken), 3)}


def main():
    """Measure, and write."""
    held = in_page.files()
    sizes = {name: len(data) for name, data in sorted(held.items()) if name.endswith(".bin")}
    path = next(filter(None, map(shutil.which, NAMES)))
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            cold, warm = [], []
            for _ in range(TIMES):
                page = chromium.new_context(base_url=f"http://127.0.0.1:{server.server_port}/").new_page()
                page.set_default_timeout(600_000)
                cold.append(pressed(page))
                warm.append(pressed(page))
                page.context.close()
            page = chromium.new_context(base_url=f"http://127.0.0.1:{server.server_port}/").new_page()
            page.set_default_timeout(1_800_000)
            pressed(page)
            checks, first, lines = (answered(page, source) for source in (CHECKS, FIRST, LINES))
            found = {
                "chromium": chromium.version, "cores": os.cpu_count(), "times": TIMES,
                "first press": in_page.first_press(held), "packs": sizes,
                "cold": summary(cold), "warm": summary(warm), "check": summary(checks),
                "first line": round(first, 2), "line": summary(lines),
            }  # fmt: skip
            chromium.close()
        server.shutdown()
    (ROOT / "benchmarks" / "in_page.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
