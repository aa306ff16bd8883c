"""Pictures that answer when touched, from the straight line through labels to the regions of three classes.

Python draws each where its controls stand at first; the script in the page computes the same for every other place.
"""

from lrlib.pictures.live.branches import branches
from lrlib.pictures.live.logits import logits
from lrlib.pictures.live.neuron import neuron
from lrlib.pictures.live.rate import rate
from lrlib.pictures.live.regions import regions
from lrlib.pictures.live.threshold import threshold
from lrlib.pictures.live.tilt import tilt

__all__ = ["branches", "logits", "neuron", "rate", "regions", "threshold", "tilt"]
