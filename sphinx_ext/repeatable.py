"""Make a build a function of the checkout alone: what chance or the folder's name put into the site is taken out."""

import sys
from functools import partial
from pathlib import Path

from jupyter_cache.executors import utils
from myst_nb.core import render
from myst_nb.core.utils import coalesce_streams
from nbclient import execute

sys.path.append(str(Path(__file__).parent.parent / "scripts"))

import executed
import repeat


def joined(outputs):
    """Return a cell's outputs with neighbouring pieces of one stream made one: where the kernel cuts them is chance.

    MyST-NB ends each piece with a new line, so a piece that was cut within a line came out as two.
    """
    kept = []
    for output in outputs:
        stream = output["output_type"] == "stream"
        if kept and stream and kept[-1]["output_type"] == "stream" and kept[-1]["name"] == output["name"]:
            kept[-1]["text"] += output["text"]
        else:
            kept.append(output)
    return kept


def merge(outputs):
    """Merge streams as MyST-NB does, after the pieces were joined."""
    return coalesce_streams(joined(outputs))


def forget(app, error):
    """Remove .buildinfo: a digest of settings with the folder's path, of use only to a second build in place."""
    if not error:
        (Path(app.outdir) / ".buildinfo").unlink(missing_ok=True)


def setup(app):
    """Register all three."""
    render.coalesce_streams = merge
    waiting = dict.fromkeys(("startup_timeout", "iopub_timeout"), repeat.PATIENCE)  # else what comes late is left out
    utils.executenb = partial(executed.run, partial(execute, **waiting))
    app.connect("build-finished", forget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
