"""Act out an instructor's fork as far as no network is needed: python scripts/fork.py [--sample] [CASE ...].

The owner sets an address, freezes a term on a branch or a tag of its own, commits and pushes to a repository on this
disk. Then every step of `test` in ci.yml and of `build` in deploy.yml is done as the runner does it: its checkout, as
shallow as the workflow says, its variables, its conditions, its order. Of `make test` that is the part which an address
may change: the units about addresses, the site, and its tests, also in a browser. The rest was run before on the same
files. What a runner installs is here already: .venv is that of this checkout. With --sample the browser looks at a page
of each kind; in a run of `make test` the cells of the chapters put out what they did in the build before (executed.py).
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import address
import course
import repeat
import yaml

ROOT = Path(__file__).resolve().parent.parent
UNITS = ("test_address", "test_setup_cell", "test_environments", "test_repository", "test_workflows", "test_downloads")
NAMED = re.compile(r"\b(matrix|github|vars)\.(\w+)")
FOREIGN = ("GITHUB_", "PAGES_URL", "PYTHONPATH", "LRLIB_SOURCE")


@dataclass(frozen=True)
class Case:
    """A fork: whose it is, what is built of it, and which variables its owner has set."""

    slug: str
    ref: str = "heads/main"
    variables: dict[str, str] = field(default_factory=dict)
    moved: bool = True  # whether the owner gave the command that sets the address


CASES = {
    "term": Case("example-univ/logreg", "heads/fall-2026"),
    "tag": Case("example-univ/logreg", "tags/fall-2026"),
    "main": Case("example-univ/logreg"),
    "root": Case("Example-Univ/example-univ.github.io"),
    "domain": Case("example-univ/logreg", variables={"PAGES_URL": "https://course.example.edu/lr"}),
    "unmoved": Case("example-univ/logreg", moved=False),
}


@dataclass(frozen=True)
class Runner:
    """What GitHub gives a job: a folder, variables, and the names that a workflow may ask for."""

    folder: Path
    case: Case
    event: str
    sample: bool
    python: str = "3.11"

    def known(self) -> dict[str, str]:
        """Return what an expression may name."""
        facts = {"github.event_name": self.event, "github.ref": f"refs/{self.case.ref}", "matrix.python": self.python}
        return facts | {f"vars.{name}": value for name, value in self.case.variables.items()}

    def holds(self, condition: str) -> bool:
        """Return whether a step's `if` holds."""
        text = NAMED.sub(lambda found: repr(self.known().get(found[0], "")), condition)
        return bool(eval(text.replace("&&", " and ").replace("||", " or "), {"__builtins__": {}}))

    def filled(self, text: str) -> str:
        """Return a text with its expressions replaced."""
        return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: self.known().get(found[1], ""), text)

    def environment(self) -> dict[str, str]:
        """Return the variables of a step; lrlib is that of the folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        pull = self.event == "pull_request"
        return kept | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": address.GITHUB,
            "GITHUB_REPOSITORY": self.case.slug,
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_REF": "refs/pull/7/merge" if pull else f"refs/{self.case.ref}",
            "GITHUB_BASE_REF": self.case.ref.partition("/")[2] if pull else "",
            "GITHUB_STEP_SUMMARY": str(self.folder.parent / "summary.md"),
            "PYTHONPATH": str(self.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }


def git(folder: Path, *words: str) -> str:
    """Run git as the owner of the fork."""
    owner = ("-c", "user.name=Owner", "-c", "user.email=owner@example.org", "-c", "advice.detachedHead=false")
    done = subprocess.run(["git", *owner, *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(words)} failed: {done.stderr}")
    return done.stdout.strip()


def push(case: Case, folder: Path) -> None:
    """Do what the owner does, in a copy of this checkout as it lies here; what comes of it is a bare repository."""
    owner = folder / "owner"
    owner.mkdir()
    repeat.copy(owner)
    kind, _, name = case.ref.partition("/")
    git(owner, "checkout", "-q", "-f", "-B", "main")
    repeat.copy(owner, memory=False)
    git(owner, "add", "-A")
    git(owner, "commit", "-q", "--allow-empty", "-m", "The course as it lies here")
    if kind == "heads" and name != "main":
        git(owner, "checkout", "-q", "-b", name)
    (owner / ".venv").symlink_to(ROOT / ".venv")
    here = {**os.environ, "PYTHONPATH": str(owner)}
    commands = [["repository", f"{address.GITHUB}/{case.slug}"]] if case.moved else []
    commands += [["term", case.ref]] if case.ref != "heads/main" else []
    for words in commands:
        subprocess.run([sys.executable, "scripts/course.py", *words], cwd=owner, env=here, check=True)
    git(owner, "add", "-A")
    git(owner, "commit", "-q", "--allow-empty", "-m", "Our own copy")
    if kind == "tags":
        git(owner, "tag", "-f", name)
    git(owner, "checkout", "-q", "--detach")
    page = owner / "chapters" / "glossary.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    git(owner, "commit", "-q", "-am", "A pull request")
    git(owner, "update-ref", "refs/pull/7/merge", "HEAD")
    git(folder, "clone", "-q", "--mirror", str(owner), "origin.git")


def check_out(runner: Runner, options: dict[str, str]) -> None:
    """Do what actions/checkout does: one ref, with as much history as the workflow asks for, and the fork's address."""
    ref = "refs/pull/7/merge" if runner.event == "pull_request" else f"refs/{runner.case.ref}"
    runner.folder.mkdir(parents=True)
    git(runner.folder, "init", "-q")
    git(runner.folder, "remote", "add", "origin", (runner.folder.parent.parent / "origin.git").as_uri())
    depth = [f"--depth={options['fetch-depth']}"] if options.get("fetch-depth", "1") != "0" else []
    shallow = "--update-shallow"  # this checkout may have no history itself
    git(runner.folder, "fetch", "-q", "--no-tags", shallow, *depth, "origin", f"{ref}:refs/remotes/origin/here")
    name = runner.case.ref.partition("/")[2]
    branch = runner.event != "pull_request" and runner.case.ref.startswith("heads/")
    git(runner.folder, "checkout", "-q", "-f", *(["-B", name] if branch else []), "refs/remotes/origin/here")
    git(runner.folder, "remote", "set-url", "origin", f"{address.GITHUB}/{runner.case.slug}")
    (runner.folder / ".venv").symlink_to(ROOT / ".venv")
    if (ROOT / "tests" / "browser" / "node_modules").is_dir():
        (runner.folder / "tests" / "browser" / "node_modules").symlink_to(ROOT / "tests" / "browser" / "node_modules")


def acted(script: str, whole: bool, sample: bool = False) -> str:
    """Return what a step's script becomes: of `make test` the units about addresses, or the whole look at the site."""
    python = shlex.quote(sys.executable)
    units = f"{python} -m pytest -q {' '.join(f'tests/{name}.py' for name in UNITS)}"
    look = f"{python} scripts/course.py look{' --sample' * sample}"
    return re.sub(r"(?m)^make test\b", lambda _: look if whole else units, script)


def upload(runner: Runner, options: dict[str, str]) -> None:
    """Look at what would be uploaded: a site with a first page, without links, which Pages refuses."""
    site = runner.folder / options["path"]
    if not (site / "index.html").is_file():
        raise SystemExit(f"{options['path']} holds no index.html to publish")
    links = [path for path in site.rglob("*") if path.is_symlink()]
    if links:
        raise SystemExit(f"Pages takes no links, and here is one: {links[0]}")


def act_out(workflow: str, job: str, runner: Runner, whole: bool) -> None:
    """Do each step of a job in its order; stop where one fails."""
    text = (ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text(encoding="utf-8")
    for step in yaml.load(text, Loader=yaml.BaseLoader)["jobs"][job]["steps"]:
        title = step.get("name") or step.get("run") or step["uses"].partition("@")[0]
        if not runner.holds(step.get("if", "True")):
            print(f"-- {workflow}: {title}: left out, since not {step['if']}", flush=True)
            continue
        print(f"-- {workflow}: {title}", flush=True)
        action = step.get("uses", "").partition("@")[0]
        if action == "actions/checkout":
            check_out(runner, step.get("with", {}))
        elif action == "actions/upload-pages-artifact":
            if whole:
                upload(runner, step["with"])
        elif action != "actions/setup-python":
            given = {name: runner.filled(value) for name, value in step.get("env", {}).items()}
            bash = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c")
            script = [*bash, acted(step["run"], whole, runner.sample)]
            code = subprocess.run(script, cwd=runner.folder, env=runner.environment() | given, check=False).returncode
            if code:
                raise SystemExit(f"{workflow}: {title}: ended with {code}")


def act(name: str, sample: bool) -> None:
    """Push a fork, then act out a pull request to it and its publishing."""
    case = CASES[name]
    with tempfile.TemporaryDirectory(prefix="fork-") as place:
        folder = Path(place)
        push(case, folder)
        act_out("ci", "test", Runner(folder / "ci" / "course", case, "pull_request", sample), whole=False)
        if case.moved:
            last = Runner(folder / "deploy" / "course", case, "workflow_dispatch", sample)
            act_out("deploy", "build", last, whole=True)
        else:
            act_out("ci", "test", Runner(folder / "push" / "course", case, "push", sample), whole=True)
        shutil.rmtree(folder / "owner")


def main(names: list[str]) -> None:
    """Act out the cases named, or the first."""
    sample, names = "--sample" in names, [name for name in names if name != "--sample"]
    unknown = set(names) - set(CASES)
    if unknown:
        raise SystemExit(f"{', '.join(sorted(unknown))} came; wanted are some of {', '.join(CASES)}")
    course.setup()  # here, so that no copy finds anything to install into the environment that they share
    for name in names or ["term"]:
        print(f"== a fork, {name}: {CASES[name].slug} at {CASES[name].ref}", flush=True)
        act(name, sample)


if __name__ == "__main__":
    main(sys.argv[1:])
