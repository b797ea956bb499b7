"""The stand-alone verifier: one file that goes into every package."""
