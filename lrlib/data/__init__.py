"""The course's data sets, read offline from the package, and what is done to data before a model sees them."""

from lrlib.data.folds import folds
from lrlib.data.preparation import add_intercept, one_hot, raw_parameters, split, standardize
from lrlib.data.sets import SETS, Dataset, load, measured, simulate_fraud

__all__ = [
    "SETS",
    "Dataset",
    "add_intercept",
    "folds",
    "load",
    "measured",
    "one_hot",
    "raw_parameters",
    "simulate_fraud",
    "split",
    "standardize",
]
