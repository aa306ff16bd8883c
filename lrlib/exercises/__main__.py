"""Grade a folder of notebooks: ``python -m lrlib.exercises grade FOLDER``; then ``canvas`` or ``moodle``."""

from lrlib.exercises.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
