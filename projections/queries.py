"""What the views are asked, by name: one query a file in `sql/`, read once."""

from pathlib import Path

from eventstore.queries import queries_in

query = queries_in(Path(__file__).with_name("sql"))
