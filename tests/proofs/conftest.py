"""What the tests of the proofs share: a garbage collector that looks less often at the trees that SymPy keeps."""

import gc

import pytest


@pytest.fixture(scope="package", autouse=True)
def _seldom():
    kept = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    yield
    gc.set_threshold(*kept)
