"""Pictures that answer when touched, each of one idea: from a line through labels to the digits in training.

Python draws each where its controls stand at first; the script in the page computes the same for every other place.
"""

from lrlib.pictures.live.baseline import baseline
from lrlib.pictures.live.bends import bends
from lrlib.pictures.live.bowl import bowl
from lrlib.pictures.live.branches import branches
from lrlib.pictures.live.digits import digits
from lrlib.pictures.live.links import links
from lrlib.pictures.live.logits import logits
from lrlib.pictures.live.neuron import neuron
from lrlib.pictures.live.rate import rate
from lrlib.pictures.live.regions import regions
from lrlib.pictures.live.reliability import reliability
from lrlib.pictures.live.roc import roc
from lrlib.pictures.live.shrink import shrink
from lrlib.pictures.live.surest import surest
from lrlib.pictures.live.terms import terms
from lrlib.pictures.live.threshold import threshold
from lrlib.pictures.live.tilt import tilt

__all__ = [
    "baseline",
    "bends",
    "bowl",
    "branches",
    "digits",
    "links",
    "logits",
    "neuron",
    "rate",
    "regions",
    "reliability",
    "roc",
    "shrink",
    "surest",
    "terms",
    "threshold",
    "tilt",
]
