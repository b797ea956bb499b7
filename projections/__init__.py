"""Views: one file is one view, made in the transaction that appends."""
