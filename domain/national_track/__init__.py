"""What one member parliament makes of a model law, step by step and graded."""
