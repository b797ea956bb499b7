"""The command line: the gateway of one machine, and all that an auditor reads."""

from config.collector import collect_seldom

collect_seldom()
