"""One address, and everything that follows from it; in a fork without an edit; and nothing from a stranger."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "sphinx_ext")]

import address  # noqa: E402 - scripts/ is no package
import published  # noqa: E402

NAMED = re.compile(r"(?:github\.com|colab\.research\.google\.com/github|mybinder\.org/v2/gh)/([\w.-]+/[\w.-]+)")
ENVIRONMENT = ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_REF", "GITHUB_BASE_REF", "PAGES_URL")
BAD = [
    "",
    "alice/course",
    "http://github.com/alice/course",
    "https://gitlab.com/alice/course",
    "https://github.com.evil.example/alice/course",
    "https://github.com/alice",
    "https://github.com/alice/course/tree/main",
    "https://github.com/alice/..",
    "https://github.com/-alice/course",
    'https://github.com/alice/course"; import os',
    "https://github.com/alice/course\nx",
]  # fmt: skip


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """No workflow around the tests."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory):
    """The tracked files as they are now, in a repository of their own with the address and the term forgotten."""
    folder = tmp_path_factory.mktemp("forgotten")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    assert move(folder, "none").returncode == follow(folder, "heads/main").returncode == 0
    return folder


@pytest.fixture
def copy(forgotten, tmp_path):
    """A copy of it to write in."""
    return shutil.copytree(forgotten, tmp_path / "copy")


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True)


def run(folder, script, *words, **variables):
    clean = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
    command = [sys.executable, f"scripts/{script}.py", *words]
    return subprocess.run(command, cwd=folder, env=clean | variables, capture_output=True, text=True, check=False)


def move(folder, url):
    return run(folder, "chapters", "--repository", url)


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", "__pycache__"} & set(path.relative_to(folder).parts)
    }


def slugs(folder, *names):
    return {slug.removesuffix(".git") for name in names for slug in NAMED.findall((folder / name).read_text())}


@pytest.mark.slow
def test_one_command_moves_everything_and_moves_it_back(copy):
    before = texts(copy)
    chapters = [name for name in before if name.endswith(".ipynb")]
    followers = ["README.md", "CITATION.cff", "pyproject.toml", *chapters]
    known = {name: slugs(copy, name) for name in followers}  # other people's, which are quoted
    for slug in ("alice/course", "Bob-2/lr.notes"):
        done = move(copy, f"https://github.com/{slug}")
        assert done.returncode == 0, done.stderr
        changed = [name for name, text in texts(copy).items() if text != before[name]]
        assert sorted(changed) == sorted(followers)
        for name in followers:
            assert slugs(copy, name) - known[name] == {slug}, name
        for name in chapters:
            code = next(c for c in json.loads((copy / name).read_text())["cells"] if c["cell_type"] == "code")
            assert f'REPOSITORY = "https://github.com/{slug}"' in "".join(code["source"])
        citation = yaml.safe_load((copy / "CITATION.cff").read_text())
        assert citation["repository-code"] == f"https://github.com/{slug}"
        assert f"/{slug.split('/')[1]}/" in citation["url"]
        assert run(copy, "address").returncode == 0
    assert move(copy, "none").returncode == 0
    assert texts(copy) == before


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused_and_changes_nothing(url, monkeypatch):
    monkeypatch.setattr(address, "write", lambda *_: pytest.fail("something was written"))
    with pytest.raises(SystemExit, match="wanted is https://github"):
        address.parse(url)


@pytest.mark.slow
def test_the_command_itself_refuses_before_it_writes(copy):
    before = texts(copy)
    done = subprocess.run(
        ["make", "-s", "-n", "repository", "URL=https://github.com/alice"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert 'scripts/course.py repository "$URL"' in done.stdout, "quoted, so that the shell reads nothing in it"
    refused = move(copy, "https://github.com/alice")
    assert refused.returncode != 0
    assert "came as 'https://github.com/alice'" in refused.stderr
    assert texts(copy) == before


def test_a_pasted_slash_or_git_suffix_is_taken_off():
    for end in ("", "/", ".git"):
        assert address.parse(f"https://github.com/alice/course{end}").url == "https://github.com/alice/course"


def test_all_places_agree_in_this_checkout():
    assert address.disagreements() == []


SELDOM = [pytest.param(name, marks=pytest.mark.slow) for name in ("CITATION.cff", "chapters/03-cost.ipynb")]


@pytest.mark.parametrize("name", ["README.md", *SELDOM])
def test_a_place_that_was_edited_by_hand_is_named_with_the_command(copy, name):
    move(copy, "https://github.com/alice/course")
    path = copy / name
    path.write_text(path.read_text().replace("alice/course", "mallory/course"))
    done = run(copy, "address")
    assert done.returncode != 0
    assert Path(name).name in done.stderr
    assert "make repository URL=https://github.com/alice/course" in done.stderr


def follow(folder, ref):
    return run(folder, "chapters", "--ref", ref)


@pytest.mark.slow
@pytest.mark.parametrize("ref", ["heads/fall-2026", "tags/v2026.1"])
def test_a_term_is_frozen_by_one_command_and_nothing_else_changes(copy, ref):
    move(copy, "https://github.com/alice/course")
    before, name = texts(copy), ref.partition("/")[2]
    assert follow(copy, ref).returncode == 0
    chapters = [file for file in before if file.endswith(".ipynb")]
    changed = [file for file, text in texts(copy).items() if text != before[file]]
    assert sorted(changed) == sorted(["README.md", "pyproject.toml", *chapters])
    for file in chapters:
        code = next(c for c in json.loads((copy / file).read_text())["cells"] if c["cell_type"] == "code")
        assert f'REF = "{ref}"' in "".join(code["source"])
    readme = (copy / "README.md").read_text()
    assert f"/blob/{name}/chapters/" in readme
    assert f"/gh/alice/course/{name}?" in readme
    assert run(copy, "address").returncode == 0
    here = {"GITHUB_REPOSITORY": "alice/course"}
    assert run(copy, "address", "--here", **here, GITHUB_REF=f"refs/{ref}").returncode == 0
    other = run(copy, "address", "--here", **here, GITHUB_REF="refs/heads/main")
    assert other.returncode != 0
    assert f"install {ref}, and this is heads/main\nrun `make term BRANCH=main`, commit" in other.stderr
    assert move(copy, "https://github.com/alice/course").returncode == 0
    assert f'ref = "{ref}"' in (copy / "pyproject.toml").read_text(), "the address moved, the term did not"


@pytest.mark.parametrize(
    "ref", ["", "main", "heads/", "heads/a b", "heads/a/b", "heads/..", "tags/x.", 'heads/"; x', "x/y"]
)
def test_a_name_that_is_no_branch_or_tag_is_refused_and_changes_nothing(ref, monkeypatch):
    monkeypatch.setattr(address, "write", lambda *_, **__: pytest.fail("something was written"))
    with pytest.raises(SystemExit, match="wanted is make term BRANCH=NAME or TAG=NAME"):
        address.parse_ref(ref)


def test_the_site_follows_the_branch_or_tag_that_is_built(monkeypatch, tmp_path):
    monkeypatch.setattr(address, "settings", lambda root: {"ref": "heads/written"})
    assert address.built(tmp_path) == "heads/written", "an archive, which git does not know"
    git(tmp_path, "init", "-q", "-b", "fall-2026")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b.org", "commit", "-q", "--allow-empty", "-m", "x")
    assert address.built(tmp_path) == "heads/fall-2026"
    git(tmp_path, "tag", "v1")
    git(tmp_path, "checkout", "-q", "--detach")
    assert address.built(tmp_path) == "tags/v1"
    git(tmp_path, "tag", "-d", "v1")
    assert address.built(tmp_path) == "heads/written", "a commit without a name"
    for ref, named in (("refs/heads/spring", "heads/spring"), ("refs/tags/v2", "tags/v2")):
        monkeypatch.setenv("GITHUB_REF", ref)
        assert address.built(tmp_path) == named
    monkeypatch.setenv("GITHUB_REF", "refs/pull/7/merge")
    assert address.built(tmp_path) == "heads/written"
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert address.built(tmp_path) == "heads/main", "a pull request shows what it is merged into"


@pytest.mark.skipif(not shutil.which("ssh"), reason="asks ssh what a host is called")
def test_a_name_of_ssh_for_github_is_understood(tmp_path, monkeypatch):
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text("#!/bin/sh\nexec " + shutil.which("ssh") + f' -F {tmp_path / "config"} "$@"\n')
    ssh.chmod(0o755)
    (tmp_path / "config").write_text("Host work\n  HostName github.com\nHost other\n  HostName example.org\n")
    monkeypatch.setenv("PATH", f"{ssh.parent}{os.pathsep}{os.environ['PATH']}")
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", "git@work:alice/course.git")
    assert address.remote(tmp_path) == address.Address("alice", "course")
    git(tmp_path, "remote", "set-url", "origin", "git@other:alice/course.git")
    assert address.remote(tmp_path) is None


@pytest.mark.slow
def test_a_fork_whose_chapters_install_from_elsewhere_is_not_published(copy):
    here = {"GITHUB_REPOSITORY": "alice/fork1", "GITHUB_REF": "refs/heads/main"}
    for named in ("none", "https://github.com/origin/course"):
        move(copy, named)
        done = run(copy, "course", "address", "--here", **here)
        assert done.returncode != 0
        assert "make repository URL=https://github.com/alice/fork1" in done.stderr
    move(copy, "https://github.com/Alice/Fork1")
    assert run(copy, "course", "address", "--here", **here).returncode == 0, "GitHub does not tell letters' case apart"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://github.com/alice/course", "alice/course"),
        ("https://github.com/alice/course.git", "alice/course"),
        ("https://token@github.com/alice/course.git", "alice/course"),
        ("git@github.com:alice/course.git", "alice/course"),
        ("ssh://git@github.com/alice/a.b.git", "alice/a.b"),
        ("https://github.com.evil.example/alice/course", None),
        ("https://evil.example/github.com/alice/course", None),
        ("../elsewhere", None),
    ],
)
def test_the_remote_says_which_repository_this_is(tmp_path, url, slug):
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", url)
    found = address.remote(tmp_path)
    assert (f"{found.owner}/{found.name}" if found else None) == slug
    (tmp_path / "inside").mkdir()
    assert address.remote(tmp_path / "inside") is None, "an unpacked archive inside another's repository"


def site(monkeypatch, root, settings=None, **variables):
    """What the extension makes of the configuration."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(address.published, "__defaults__", (root,))
    monkeypatch.setattr(
        address,
        "settings",
        lambda root=root: {"repository": "", "jupyterhub": "", "ref": "heads/main", **(settings or {})},
    )
    config = SimpleNamespace(
        html_theme_options={"use_issues_button": False}, html_baseurl="", notfound_urls_prefix="/en/latest/"
    )
    published.name_the_place(None, config)
    return config


def test_the_workflow_goes_before_the_remote_and_the_remote_before_what_is_written(monkeypatch, tmp_path):
    written = {"repository": "https://github.com/carol/written"}
    assert site(monkeypatch, tmp_path, written).html_theme_options["repository_url"] == written["repository"]
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", "git@github.com:bob/remote.git")
    assert site(monkeypatch, tmp_path, written).html_theme_options["repository_url"].endswith("/bob/remote")
    config = site(monkeypatch, tmp_path, written, GITHUB_REPOSITORY="alice/fork1")
    assert config.html_theme_options["repository_url"] == "https://github.com/alice/fork1"
    assert config.html_theme_options["use_issues_button"] is True
    assert config.html_theme_options["launch_buttons"]["colab_url"] == "https://colab.research.google.com"


@pytest.mark.parametrize(
    ("variables", "base"),
    [
        ({"GITHUB_REPOSITORY": "Alice/fork1"}, "https://alice.github.io/fork1/"),
        ({"GITHUB_REPOSITORY": "Carol/Carol.github.io"}, "https://carol.github.io/"),
        (
            {"GITHUB_REPOSITORY": "alice/fork1", "PAGES_URL": "https://course.example.edu"},
            "https://course.example.edu/",
        ),
        ({"GITHUB_REPOSITORY": "alice/fork1", "PAGES_URL": ""}, "https://alice.github.io/fork1/"),
        ({"GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://git.example.edu"}, ""),
    ],
)
def test_the_site_knows_where_it_lies(monkeypatch, tmp_path, variables, base):
    config = site(monkeypatch, tmp_path, **variables)
    assert config.html_baseurl == base
    assert not base or base.endswith(f".io{config.notfound_urls_prefix}") or config.notfound_urls_prefix == "/"


def test_a_server_of_ones_own_gets_no_button_to_what_cannot_open_it(monkeypatch, tmp_path):
    here = {"GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://git.example.edu"}
    config = site(monkeypatch, tmp_path, {"repository": "https://git.example.edu/a/b"}, **here)
    assert config.html_theme_options["repository_url"] == "https://git.example.edu/a/b"
    assert config.html_theme_options["launch_buttons"] == {}


def test_without_an_address_there_is_no_button_and_with_a_hub_there_is_one_more(monkeypatch, tmp_path):
    assert site(monkeypatch, tmp_path).html_theme_options == {"use_issues_button": False}
    unset = site(monkeypatch, tmp_path, GITHUB_REPOSITORY="alice/fork1")
    assert unset.html_theme_options["launch_buttons"] == {}, "the set-up cells would refuse"
    hub = {"repository": "https://github.com/alice/fork1", "jupyterhub": "https://hub.example.edu"}
    launch = site(monkeypatch, tmp_path, hub).html_theme_options["launch_buttons"]
    assert launch["jupyterhub_url"] == "https://hub.example.edu"
    assert launch["notebook_interface"] == "jupyterlab"
