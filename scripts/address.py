"""Where the course is published: one address, in pyproject.toml, and everything that is written from it.

python scripts/address.py          says what does not agree with it
python scripts/address.py --here   the same, and whether it is the repository, and the branch or tag, in which this runs

Set it with: make repository URL=https://github.com/OWNER/NAME, and for a term make term BRANCH=NAME or TAG=NAME.
Standard library only: a workflow asks before it has installed anything.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
GITHUB = "https://github.com"
SLUG = re.compile(r"([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})/(?!\.{1,2}$)([\w.-]{1,100})", re.ASCII)
REF = re.compile(r"(heads|tags)/((?!.*\.\.)\w[\w.-]*(?<!\.))", re.ASCII)  # no slash: Binder takes none
LINE = re.compile(r'(?m)^repository = ".*"$')
VERSION = re.compile(r'(?m)^ref = ".*"$')
CELL = re.compile(r'(?m)^REPOSITORY = "(.*)"  # written by[^\n]*\nREF = "(.*)"  # ')
HEAD = "<!-- follows from the address -->"
TAIL = "<!-- until here -->"


@dataclass(frozen=True)
class Address:
    """A repository on a server of GitHub, and the site that Pages makes of it."""

    owner: str
    name: str
    server: str = GITHUB

    @property
    def url(self) -> str:
        """The repository."""
        return f"{self.server}/{self.owner}/{self.name}"

    @property
    def path(self) -> str:
        """The site below its host; that of OWNER.github.io is the host itself."""
        return "/" if self.name.lower() == f"{self.owner.lower()}.github.io" else f"/{self.name}/"

    @property
    def site(self) -> str:
        """The site, where Pages tells it from the name; on a server of one's own it does not."""
        return f"https://{self.owner.lower()}.github.io{self.path}" if self.server == GITHUB else ""


def parse(url: str, server: str = GITHUB) -> Address:
    """Return the address that a person wrote, or say what was wanted."""
    slug = url.removeprefix(f"{server}/").removesuffix("/").removesuffix(".git")
    found = SLUG.fullmatch(slug) if url.startswith(f"{server}/") else None
    if not found:
        raise SystemExit(f"the address came as {url!r}; wanted is {server}/OWNER/NAME")
    return Address(found[1], found[2], server)


def parse_ref(ref: str) -> str:
    """Return "heads/NAME" or "tags/NAME" as it came, or say what was wanted."""
    if not REF.fullmatch(ref):
        raise SystemExit(f"the branch or tag came as {ref!r}; wanted is make term BRANCH=NAME or TAG=NAME")
    return ref


def server() -> str:
    """Return the server of GitHub on which this runs."""
    return os.environ.get("GITHUB_SERVER_URL") or GITHUB


def settings(root: Path = ROOT) -> dict[str, str]:
    """Return what [tool.course] of pyproject.toml says."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["course"]


def written(root: Path = ROOT) -> Address | None:
    """Return the address in pyproject.toml; None until it is set."""
    url = settings(root)["repository"]
    return parse(url, url.rsplit("/", 2)[0]) if url else None


def of_checkout(root: Path = ROOT) -> bool:
    """Whether git knows this folder itself: an archive unpacked inside another's repository does not count."""
    words = ("git", "-C", str(root), "rev-parse", "--show-toplevel")
    try:
        top = subprocess.run(words, capture_output=True, text=True)
    except OSError:
        return False
    return top.returncode == 0 and Path(top.stdout.strip()).resolve() == root.resolve()


def known_as(host: str) -> str:
    """Return the host that ssh connects to under a name: ~/.ssh/config may give github.com another."""
    try:
        said = subprocess.run(["ssh", "-G", "--", host], capture_output=True, text=True).stdout
    except OSError:
        return host
    found = re.search(r"(?m)^hostname (.*)$", said)
    return found[1] if found else host


def remote(root: Path = ROOT) -> Address | None:
    """Return the git remote `origin` of this checkout, if it lies on GitHub."""
    if not of_checkout(root):
        return None
    words = ("git", "-C", str(root), "config", "--get", "remote.origin.url")
    url = subprocess.run(words, capture_output=True, text=True).stdout.strip()
    host = server().removeprefix("https://")
    pattern = r"(?:(https?|git)://(?:[^@/]+@)?|(?:ssh://)?(?:[\w.-]+@)?)([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?"
    found = re.fullmatch(pattern, url)
    if not found or (found[2] != host and (found[1] or known_as(found[2]) != host)):
        return None
    slug = SLUG.fullmatch(found[3])
    return Address(slug[1], slug[2], server()) if slug else None


def running() -> Address | None:
    """Return the repository whose workflow this is."""
    slug = os.environ.get("GITHUB_REPOSITORY", "")
    return parse(f"{server()}/{slug}", server()) if slug else None


def published(root: Path = ROOT) -> Address | None:
    """Return what the site names: the workflow's repository, else the git remote, else the address that is written."""
    return running() or remote(root) or written(root)


def built(root: Path = ROOT) -> str:
    """Return the branch or tag that is built: a workflow's, or a pull request's base, else that of this checkout."""
    ref = os.environ.get("GITHUB_REF", "").removeprefix("refs/")
    if base := os.environ.get("GITHUB_BASE_REF"):
        ref = f"heads/{base}"
    if not REF.fullmatch(ref) and of_checkout(root):
        words = ("git", "-C", str(root))
        branch = subprocess.run([*words, "symbolic-ref", "-q", "HEAD"], capture_output=True, text=True)
        tag = subprocess.run([*words, "describe", "--tags", "--exact-match"], capture_output=True, text=True)
        ref = branch.stdout.strip().removeprefix("refs/") or (tag.stdout.strip() and f"tags/{tag.stdout.strip()}")
    return ref if REF.fullmatch(ref) else settings(root)["ref"]


def badges(address: Address | None, ref: str) -> str:
    """Return the line of the README that leads to the site and to the places where the chapters run."""
    if not address or address.server != GITHUB:
        return f"[Site]({address.url}) once it is published." if address else "Not published yet: see below."
    slug, name, first = f"{address.owner}/{address.name}", ref.partition("/")[2], "chapters/01-classification.ipynb"
    colab = f"https://colab.research.google.com/github/{slug}/blob/{name}/{first}"
    binder = f"https://mybinder.org/v2/gh/{slug}/{quote(name, safe='')}?urlpath=lab/tree/{first}"
    ci = f"[![ci]({address.url}/actions/workflows/ci.yml/badge.svg)]({address.url}/actions/workflows/ci.yml)"
    read = f"[Read the course]({address.site})"
    return f"{ci} {read}, or run its first chapter in [Colab]({colab}) or on [Binder]({binder})."


def block(text: str, inside: str) -> str:
    """Return a text with what stands between the two marks replaced."""
    head, tail = text.index(HEAD) + len(HEAD), text.index(TAIL)
    return f"{text[:head]}\n{inside}\n{text[tail:]}"


def readme(text: str, address: Address | None, ref: str) -> str:
    """Return the README for that address."""
    return block(text, badges(address, ref))


def citation(text: str, address: Address | None, ref: str) -> str:
    """Return CITATION.cff for that address."""
    text = re.sub(r"(?m)^(repository-code|url): .*\n", "", text)
    lines = [f'repository-code: "{address.url}"'] if address else []
    lines += [f'url: "{address.site}"'] if address and address.site else []
    return re.sub(r"(?m)^(version: .*\n)", lambda found: found[1] + "".join(f"{line}\n" for line in lines), text)


def project(text: str, address: Address | None, ref: str) -> str:
    """Return pyproject.toml for that address: the address itself, and the links of the package."""
    text = VERSION.sub(f'ref = "{ref}"', LINE.sub(f'repository = "{address.url if address else ""}"', text))
    text = re.sub(r"(?s)\[project\.urls\]\n.*?\n\n", "", text)
    if not address:
        return text
    links = {"Homepage": address.site or address.url, "Repository": address.url, "Issues": f"{address.url}/issues"}
    lines = "".join(f'{name} = "{url}"\n' for name, url in links.items())
    return text.replace("[tool.hatch", f"[project.urls]\n{lines}\n[tool.hatch", 1)


FOLLOW = {"README.md": readme, "CITATION.cff": citation, "pyproject.toml": project}


def write(address: Address | None, root: Path = ROOT, ref: str = "") -> None:
    """Write the address, and what follows from it outside the chapters; scripts/chapters.py writes the set-up cells."""
    ref = ref or settings(root)["ref"]
    texts = {name: change((root / name).read_text(encoding="utf-8"), address, ref) for name, change in FOLLOW.items()}
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")


def cell(path: Path) -> tuple[str, str]:
    """Return the repository that a chapter's set-up cell names, and the branch or tag."""
    code = next(c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code")
    found = CELL.search("".join(code["source"]))
    return (found[1], found[2]) if found else ("nothing", "nothing")


def disagreements(root: Path = ROOT) -> list[str]:
    """Say which files do not say what follows from the address in pyproject.toml."""
    address, ref = written(root), settings(root)["ref"]
    url = address.url if address else ""
    names = [(root / name, change) for name, change in FOLLOW.items()]
    texts = ((path, change, path.read_text(encoding="utf-8")) for path, change in names)
    found = [
        f"{path.name} does not follow {url or 'the empty address'}"
        for path, f, text in texts
        if f(text, address, ref) != text
    ]
    cells = ((path, cell(path)) for path in sorted((root / "chapters").glob("*.ipynb")))
    return found + [
        f"{path.name} installs {' '.join(named).strip()}, not {f'{url} {ref}'.strip()}"
        for path, named in cells
        if named != (url, ref)
    ]


def elsewhere(root: Path = ROOT) -> list[str]:
    """Say whether the chapters would install lrlib from another repository than the one in which this runs."""
    here, named = running() or remote(root), written(root)
    if not here or (named and named.url.lower() == here.url.lower()):
        return []
    return [f"the set-up cells name {named.url if named else 'no repository'}, and this is {here.url}"]


def another_time(root: Path = ROOT) -> list[str]:
    """Say whether the chapters would install lrlib from another branch or tag than the one that is built."""
    here, named = built(root), settings(root)["ref"]
    return [] if here == named else [f"the set-up cells install {named}, and this is {here}"]


def main(words: list[str]) -> None:
    """Say what is wrong and the command that mends it."""
    place, time = (elsewhere(), another_time()) if "--here" in words else ([], [])
    wrong = disagreements() + place
    if wrong or time:
        here = running() or remote() or written()
        commands = [f"make repository URL={here.url if here else f'{GITHUB}/OWNER/NAME'}"] if wrong else []
        kind, _, name = built().partition("/")
        commands += [f"make term {'BRANCH' if kind == 'heads' else 'TAG'}={name}"] if time else []
        raise SystemExit("\n".join([*wrong, *time, f"run `{' && '.join(commands)}`, commit what it changes, and push"]))
    print(f"every place agrees: {settings()['repository'] or 'no address is set'}")


if __name__ == "__main__":
    main(sys.argv[1:])
