"""What stands in the files by which plenary is deployed."""
