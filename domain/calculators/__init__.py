"""The calculators: the rules of the product put to cases from outside, as pure functions."""
