"""Each run of the tests begins without what functions remember of an earlier one in this process.

mutmut runs them once, then again for every planted error in a fork: what was remembered of the
first run would hide the error.
"""

import sys


def pytest_sessionstart() -> None:
    """Empty the caches of all functions of the domain."""
    modules = [each for name, each in sys.modules.items() if name.partition(".")[0] == "domain"]
    for function in [each for module in modules for each in vars(module).values()]:
        if callable(clear := getattr(function, "cache_clear", None)):
            clear()
