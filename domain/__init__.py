"""Pure rules and facts of an assembly: standard library and pydantic, no clock, no I/O."""
