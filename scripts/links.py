"""Ask every address on another site that the pages name whether it is still there: python scripts/links.py.

Needs the network, so it is no part of `make test`; the weekly workflow runs it. A server that refuses machines (401,
403, 405, 429) or is unwell (5xx) is only told of: the page may be there for a person.
"""

import http.client
import re
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"https?://[^\s\"'<>\\`|\]}]+")
EXAMPLES = re.compile(r"https?://([\w.-]*example\.(edu|org|com)|127\.0\.0\.1|localhost)|OWNER|\{")
SOURCES = (
    "*.md",
    "*.cff",
    "chapters/*.md",
    "chapters/*.ipynb",
    "chapters/*.bib",
    "lrlib/data/*.md",
    "docs/*.md",
    "docs/decisions/*.md",
)
HEADERS = {"User-Agent": "Mozilla/5.0 (links of a course)", "Accept": "*/*"}
UNSURE = (401, 403, 405, 406, 418, 429)


def addresses(root: Path = ROOT) -> dict[str, set[str]]:
    """Return each address with the files that name it."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        for match in ADDRESS.finditer(path.read_text(encoding="utf-8")):
            address = trimmed(match[0])
            if not EXAMPLES.search(address):
                found.setdefault(address, set()).add(path.relative_to(root).as_posix())
    return found


def trimmed(address: str) -> str:
    """Return an address without the sign that ends the sentence or the link around it."""
    address = address.rstrip(".,;:*")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:*")
    return address.partition("#")[0]


def ask(address: str, timeout: float = 30) -> str:  # seconds of another host that says nothing
    """Return "" where the address answers, "unsure: ..." where it may, and what is wrong otherwise."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=HEADERS), timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        return f"{'unsure: ' if error.code in UNSURE or error.code >= 500 else ''}{error.code} {error.reason}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return str(getattr(error, "reason", error)) or type(error).__name__


def main() -> int:
    """Ask all, and print what did not answer; return how many are gone."""
    places, gone = addresses(), 0
    with ThreadPoolExecutor(8) as pool:
        for address, said in zip(places, pool.map(ask, places), strict=True):
            gone += bool(said) and not said.startswith("unsure")
            if said:
                print(f"{address}: {said} (in {', '.join(sorted(places[address]))})")
    print(f"{len(places) - gone} of {len(places)} addresses are there")
    return gone


if __name__ == "__main__":
    sys.exit(min(main(), 1))
