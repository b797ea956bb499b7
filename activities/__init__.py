"""What workflows call: the one writer of the register, and what a workflow may know."""
