"""Amendments: each is tabled, admitted, called and decided; what is adopted makes the new text."""
