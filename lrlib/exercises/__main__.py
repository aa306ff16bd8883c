"""Grade a folder of notebooks: ``python -m lrlib.exercises grade FOLDER``."""

from lrlib.exercises.grading import main

if __name__ == "__main__":
    raise SystemExit(main())
