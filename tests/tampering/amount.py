"""How much is tampered with: little by default, thousands with `make tampering`."""

import os

MUTATIONS = int(os.environ.get("PLENARY_TAMPERINGS", "240"))
"""How many random mutations are planted, half of them in packages and half in databases."""

UNTOUCHED = int(os.environ.get("PLENARY_UNTOUCHED", "60"))
"""How many packages that nobody touched are checked."""
