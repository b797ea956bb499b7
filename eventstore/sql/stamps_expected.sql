-- Whether this register has time-stamps; one of an earlier release still waits for their table.
SELECT EXISTS (SELECT FROM migration WHERE name = '0005_stamps')
