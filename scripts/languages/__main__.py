"""The course in other languages: python scripts/languages gettext | update LANGUAGE [PAGE ...] | missing | build."""

import sys

import catalogues


def main() -> None:
    """Do what the first word says."""
    match sys.argv[1:]:
        case ["gettext"]:
            catalogues.templates()
            print(f"The templates are in {catalogues.POT}")
        case ["update", language, *pages]:
            catalogues.update(language, *(page.removesuffix(".ipynb").removesuffix(".md") for page in pages))
        case ["missing"]:
            for language in catalogues.languages():
                for file, sentences in catalogues.missing(language).items():
                    print(f"{file}: to be translated anew:", *sentences, sep="\n  ")
        case ["build"]:
            import build

            build.main()
        case _:
            raise SystemExit(__doc__)


main()
