-- A limit may be suspended, or counted by calendars that are not known yet: it has no due date.
ALTER TABLE view.deadline ALTER COLUMN due DROP NOT NULL;
