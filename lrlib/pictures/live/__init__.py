"""Five pictures that answer when touched: neuron, learning rate, softmax, threshold, and regions of three classes.

Python draws each where its controls stand at first; the script in the page computes the same for every other place.
"""

from lrlib.pictures.live.logits import logits
from lrlib.pictures.live.neuron import neuron
from lrlib.pictures.live.rate import rate
from lrlib.pictures.live.regions import regions
from lrlib.pictures.live.threshold import threshold

__all__ = ["logits", "neuron", "rate", "regions", "threshold"]
