"""Each test begins without what functions remember of an earlier one in this process.

mutmut runs the tests once and notes which function each of them calls, then runs those tests again
for every planted error in a fork: what is remembered would hide calls and errors.
"""

import sys


def pytest_runtest_setup() -> None:
    """Empty the caches of all functions of the domain."""
    modules = [each for name, each in sys.modules.items() if name.partition(".")[0] == "domain"]
    for function in [each for module in modules for each in vars(module).values()]:
        if callable(clear := getattr(function, "cache_clear", None)):
            clear()
