"""An outcome document of a plenary session: a Declaration, an Appeal, a Recommendation."""
