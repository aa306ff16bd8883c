"""A step says the same whatever its user's shell and home ask for: of git, IPython, Matplotlib, and of the language."""

import locale
import os
import subprocess
import sys
from pathlib import Path

import pytest
import surroundings

ASKED = {  # of a home, each in a file, with what would come of it
    ".gitconfig": "[commit]\n\tgpgsign = true\n[gpg]\n\tprogram = false\n[color]\n\tui = always\n",
    ".ipython/profile_default/ipython_config.py": 'c.InteractiveShell.ast_node_interactivity = "all"\n',
    ".config/matplotlib/matplotlibrc": "font.size: 22\n",
}
COMMITS = (
    "git init -q . && git -c user.name=a -c user.email=a@b.org commit -q --allow-empty -m x && git status --short -b"
)
SHOWN = "from IPython import start_ipython; start_ipython(['-c', '1\\n2'])"
DRAWN = "import matplotlib; print(matplotlib.rcParams['font.size'])"


@pytest.fixture
def run(tmp_path):
    """Run a command in a home that asks for much, with the variables of a step or with the shell's own."""
    for name, text in ASKED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_CONFIG", "IPYTHON", "MATPLOT"))
    }
    shell = bare | {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config")}

    def _run(*command, steady):
        variables = surroundings.steady(shell, tmp_path / "environment") if steady else shell
        (folder := tmp_path / f"work-{steady}").mkdir(exist_ok=True)
        done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip()

    return _run


@pytest.mark.skipif(os.name == "nt", reason="the home of Windows is named otherwise")
def test_a_home_that_signs_commits_and_colours_what_git_says_is_not_asked(run):
    assert run("sh", "-c", COMMITS, steady=False)[0] != 0
    code, said = run("sh", "-c", COMMITS, steady=True)
    assert code == 0
    assert said.startswith("## ")


@pytest.mark.skipif(os.name == "nt", reason="the home of Windows is named otherwise")
@pytest.mark.parametrize(("program", "asked", "comes"), [(SHOWN, "Out[0]: 1", "Out[0]: 2"), (DRAWN, "22.0", "10.0")])
def test_outputs_and_pictures_are_as_they_come(run, program, asked, comes):
    assert asked in run(sys.executable, "-c", program, steady=False)[1]
    code, said = run(sys.executable, "-c", program, steady=True)
    assert (code, asked in said, comes in said) == (0, False, True)


def test_what_a_shell_has_for_git_and_for_threads_is_kept_and_its_colours_are_not():
    shell = {
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
        "OMP_NUM_THREADS": "7", "FORCE_COLOR": "1", "MPLBACKEND": "svg",
    }  # fmt: skip
    found = surroundings.steady(shell, Path("environment"))
    assert found["GIT_CONFIG_COUNT"] == str(1 + len(surroundings.GIT))
    assert (found["GIT_CONFIG_KEY_0"], found["GIT_CONFIG_KEY_1"]) == ("safe.directory", "commit.gpgsign")
    assert (found["OMP_NUM_THREADS"], found["OPENBLAS_NUM_THREADS"]) == ("7", "1")
    assert not {"FORCE_COLOR", "MPLBACKEND"} & found.keys()


@pytest.mark.parametrize("named", ["xx_XX.UTF-8", "C"])
def test_a_language_that_this_machine_has_not_or_without_letters_is_another(monkeypatch, named):
    before = locale.setlocale(locale.LC_ALL)
    monkeypatch.setenv("LC_ALL", named)
    found = surroundings.tongue()["LC_ALL"]
    assert locale.setlocale(locale.LC_ALL) == before
    try:
        locale.setlocale(locale.LC_ALL, found)
        assert locale.getencoding().upper() == "UTF-8"
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_a_language_that_this_machine_has_stays(monkeypatch):
    monkeypatch.setenv("LC_ALL", surroundings.tongue().get("LC_ALL") or os.environ.get("LC_ALL") or "C.UTF-8")
    assert surroundings.tongue() == {}
