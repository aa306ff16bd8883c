"""What the tests of the proofs share: a garbage collector that looks less often at the trees that SymPy keeps.

And a patience that no machine exhausts. A reader waits for five seconds of the processor; what can be proved is the
same on one that is many times slower, and that is what is asked here.
"""

import gc

import pytest

from lrlib.proofs import steps
from lrlib.proofs.game import judge

LONG = (  # lines whose proof takes more than two seconds of the processor: `make check` leaves them to `make test`
    r"signs and ones: \nabla^2J\preceq\frac1{4m}X^\top X",
    r"signs and ones: \nabla^2\ell(\theta)\preceq0",
    r"a condition with an index: \lVert\hat y-y\rVert\le2\text{ if }\sum_ky_k=1\text{ and }y_k\ge0",
    r"0 log 0 has no value: \mathcal L\ge-\sum_ky_k\log y_k",
    r"statistics-\ell(0) = -n \log 2",
    r"statistics-\ell(0) = -n \log K",
    r"ufldl-J(0) = m \log K",
)
SLOWER = 10  # than the machine on which a formula takes half of the reader's patience


def pytest_collection_modifyitems(items):
    """Mark what takes long, by the line that a test is given."""
    for item in items:
        if any(line.replace("\\", "\\\\") in item.name for line in LONG):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package", autouse=True)
def _seldom():
    kept = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    yield
    gc.set_threshold(*kept)


@pytest.fixture(scope="package", autouse=True)
def _patient():
    with pytest.MonkeyPatch.context() as patch:
        for module in (steps, judge):
            patch.setattr(module, "SECONDS", SLOWER * module.SECONDS)
        yield
