"""How a fit is fast: passes over the examples, and which solver begins where. No chapter and no house imports it."""
