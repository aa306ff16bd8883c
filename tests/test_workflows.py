"""What GitHub runs: pinned to commits, with no right that is not used, a person's commands; and its forms."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import fork  # noqa: E402 - scripts/ is no package
import preview  # noqa: E402

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in FILES}
JOBS = {(name, job): rules for name, workflow in WORKFLOWS.items() for job, rules in workflow["jobs"].items()}
STEPS = [(name, job, step) for (name, job), rules in JOBS.items() for step in rules["steps"]]
TARGETS = re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"))
NEEDED = {  # no other job may do more than read the contents
    ("deploy", "deploy"): {"pages": "write", "id-token": "write"},
    ("weekly", "report"): {"issues": "write"},
}
every_workflow = pytest.mark.parametrize("name", WORKFLOWS)


def test_the_three_workflows_are_there():
    assert set(WORKFLOWS) == {"ci", "deploy", "weekly"}


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_has_the_rights_it_needs_and_an_end(name, job):
    assert WORKFLOWS[name]["permissions"] == {}
    assert JOBS[name, job]["permissions"] == NEEDED.get((name, job), {"contents": "read"})
    assert 0 < int(JOBS[name, job]["timeout-minutes"]) <= 90
    assert JOBS[name, job]["runs-on"] == "ubuntu-24.04"


def test_every_action_is_githubs_own_and_pinned_to_one_commit():
    used = re.findall(r"uses: (.*)", "\n".join(path.read_text(encoding="utf-8") for path in FILES))
    assert len(used) >= 8
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    assert len({action.split(" ")[0] for action in used}) == len({action.split("@")[0] for action in used})


def test_no_checkout_leaves_a_token_behind():
    checkouts = [step for _, _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) >= 5
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_a_script_gets_what_others_may_write_by_the_environment_only():
    for name, job, step in STEPS:
        assert "${{" not in step.get("run", ""), (name, job)


def test_every_make_target_and_script_of_a_workflow_exists():
    said = "\n".join(step.get("run", "") for _, _, step in STEPS)
    made = re.findall(r"\bmake ([a-z-]+)", said)
    assert {"test", "workflows", "versions", "links"} <= set(made) <= set(TARGETS)
    for script in re.findall(r"scripts/\w+\.py", said):
        assert (ROOT / script).exists()


def test_nothing_is_published_before_its_address_and_its_tests_were_looked_at():
    said = [step.get("run", step.get("uses", "")) for step in JOBS["deploy", "build"]["steps"]]
    place = {
        sign: next(i for i, text in enumerate(said) if sign in text)
        for sign in ("address --here", "make test", "make downloads", "upload")
    }
    assert place["address --here"] < place["make test"] < place["make downloads"] < place["upload"]
    assert JOBS["deploy", "deploy"]["needs"] == "build"
    assert JOBS["deploy", "deploy"]["environment"]["name"] == "github-pages"
    assert WORKFLOWS["deploy"]["concurrency"]["cancel-in-progress"] == "false"
    assert "pull_request" not in WORKFLOWS["deploy"]["on"]
    assert not [name for name in WORKFLOWS if "pull_request_target" in WORKFLOWS[name]["on"]]


def test_a_week_that_fails_is_told_in_one_issue():
    report = JOBS["weekly", "report"]
    assert set(report["needs"]) == set(WORKFLOWS["weekly"]["jobs"]) - {"report"}
    assert report["if"] == "failure()"
    assert "gh issue comment" in report["steps"][0]["run"]


def test_zizmor_finds_nothing():
    command = [
        Path(sys.executable).parent / "zizmor",
        "--offline",
        "--quiet",
        "--persona=pedantic",
        "--no-progress",
        ".github",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_an_action_that_is_not_pinned(tmp_path):
    text = re.sub(
        r"@[0-9a-f]{40} # v.*", "@main", (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    )
    (tmp_path / "ci.yml").write_text(text, encoding="utf-8")
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--quiet", tmp_path / "ci.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "unpinned" in done.stdout


def test_actions_packages_and_npm_are_kept_up_to_date():
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {(update["package-ecosystem"], update["directory"]) for update in updates} == {
        ("github-actions", "/"),
        ("pip", "/"),
        ("npm", "/tests/browser"),
    }
    for update in updates:
        assert (ROOT / update["directory"].lstrip("/")).is_dir()


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.stem
)
def test_an_issue_form_asks_what_it_needs(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids)) >= 2
    for field in form["body"]:
        assert field["type"] in {"input", "textarea", "dropdown"}
        assert field["attributes"]["label"]
        assert field["type"] != "dropdown" or len(field["attributes"]["options"]) > 1


def test_a_pull_requests_pages_are_listed(tmp_path):
    def git(*words):
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("chapters/01-a.ipynb", "chapters/notes.md", "chapters/old.md", "README.md", "lrlib/x.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("before")
    git("add", ".")
    git("commit", "-qm", "before")
    for name in ("chapters/01-a.ipynb", "README.md", "lrlib/x.py"):
        (tmp_path / name).write_text("after")
    (tmp_path / "chapters/old.md").unlink()
    git("commit", "-qam", "after")
    said = preview.summary(preview.changed("HEAD^", tmp_path))
    assert "- `chapters/01-a.html` from `chapters/01-a.ipynb`" in said
    assert "`lrlib/x.py`" in said
    assert "notes" not in said
    assert "old" not in said
    assert "README" not in said
    assert "None." in preview.summary(["README.md"])


@pytest.mark.parametrize("whole", [False, True])
def test_a_fork_is_acted_out_in_a_folder_with_a_space_and_letters_of_its_own(monkeypatch, whole):
    monkeypatch.setattr(sys, "executable", "/a föld\\er/bin/python")
    first, second = fork.acted("make test\nmake downloads", whole).splitlines()
    assert shlex.split(first)[0] == sys.executable
    assert second == "make downloads"


@pytest.mark.parametrize("depth", ["0", "1", "2"])
def test_a_checkout_without_history_can_be_forked(tmp_path, depth):
    (page := (whole := tmp_path / "whole") / "tests" / "browser" / "page.txt").parent.mkdir(parents=True)
    fork.git(whole, "init", "-q", "-b", "main")
    for word in ("first", "second"):
        page.write_text(word)
        fork.git(whole, "add", "-A")
        fork.git(whole, "commit", "-q", "-m", word)
    fork.git(tmp_path, "clone", "-q", "--depth", "1", whole.as_uri(), "shallow")
    fork.git(tmp_path, "clone", "-q", "--mirror", str(tmp_path / "shallow"), "origin.git")
    case = SimpleNamespace(ref="heads/main", slug="alice/course")
    runner = SimpleNamespace(folder=tmp_path / "ci" / "course", event="push", case=case)
    fork.check_out(runner, {"fetch-depth": depth})
    assert fork.git(runner.folder, "log", "--format=%s") == "second"
