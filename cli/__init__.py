"""The command line: the gateway of one machine, and all that an auditor reads."""
