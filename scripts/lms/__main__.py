"""Quizzes and drawn questions for an LMS: python scripts/lms [SEED] writes canvas.zip, qti21.zip and moodle.xml.

canvas.zip is QTI 1.2 (Canvas: Settings, Import Course Content, QTI .zip file), qti21.zip is QTI 2.1 (Blackboard, TAO),
moodle.xml goes into Moodle's question bank (Import, Moodle XML format). Each answer brings its reason.
"""

import argparse
from pathlib import Path

import canvas
import moodle
import package
import qti
import sheets

PLACE = sheets.ROOT / "_build" / "lms"


def main(arguments: list[str] | None = None) -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(prog="python scripts/lms", description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int, nargs="?", default=1, help="of the first drawn question of each kind (1)")
    parser.add_argument("--chapter", type=int, action="append", help="one chapter; may be given more than once")
    parser.add_argument("--variants", type=int, default=10, help="drawn questions of each kind (10)")
    parser.add_argument("--folder", type=Path, default=PLACE, help="where to (_build/lms)")
    options = parser.parse_args(arguments)
    numbers = options.chapter or list(sheets.chapters())
    if unknown := set(numbers) - set(sheets.chapters()):
        parser.error(f"there is no chapter {min(unknown)}; wanted is one of 1 to {max(sheets.chapters())}")
    if options.seed < 0 or options.variants < 1:
        parser.error(
            f"seed {options.seed}, variants {options.variants}; wanted are a seed from 0 on, one variant or more"
        )
    asked = sheets.all_sheets(numbers, options.seed, options.variants)
    options.folder.mkdir(parents=True, exist_ok=True)
    written = {
        "canvas.zip": package.zipped(canvas.files(asked)),
        "qti21.zip": package.zipped(qti.files(asked)),
        "moodle.xml": moodle.document(asked),
    }
    for name, content in written.items():
        (options.folder / name).write_bytes(content)
    count = sum(len(list(sheet.questions())) for sheet in asked)
    print(f"{len(asked)} quizzes with {count} questions; {', '.join(written)} are in {options.folder}")


if __name__ == "__main__":
    main()
