"""What the tests of the proofs share: a garbage collector that looks less often at the trees that SymPy keeps.

And a patience that no machine exhausts. A reader waits for five seconds of the processor; what can be proved is the
same on one that is many times slower, and that is what is asked here.
"""

import gc

import pytest

from lrlib.proofs import steps
from lrlib.proofs.game import judge

SLOWER = 10  # than the machine on which a formula takes half of the reader's patience


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
