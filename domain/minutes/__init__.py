"""Minutes: drafted from the record, line by line, each line with the events that it stands on."""
