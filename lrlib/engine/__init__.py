"""How a fit is fast: the passes over the examples, and which solver begins where. No chapter and no house imports it."""
