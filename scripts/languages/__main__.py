"""The course in other languages: python scripts/languages COMMAND.

Commands: gettext; update LANGUAGE [PAGE ...]; missing; build [LANGUAGE ...].
"""

import sys
from pathlib import Path

import catalogues


def told() -> None:
    """Print what is to be translated."""
    for language in catalogues.languages():
        for file, sentences in catalogues.missing(language).items():
            print(f"{file}: {len(sentences)} to be translated anew:", *sentences, sep="\n  ")


def main() -> None:
    """Do what the first word says."""
    match sys.argv[1:]:
        case ["gettext"]:
            catalogues.templates()
            print(f"The templates are in {catalogues.POT}")
        case ["update", language, *pages]:
            catalogues.update(language, *(Path(page).with_suffix("").as_posix() for page in pages))
            told()
        case ["missing"]:
            told()
        case ["build", *some]:
            import editions

            editions.main(some or catalogues.languages())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
