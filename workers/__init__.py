"""The process that answers workflows: the composition root."""
