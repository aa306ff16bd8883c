"""How a fit is fast: the passes over the examples, and which solver begins where. Nobody outside lrlib imports it."""
