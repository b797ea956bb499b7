-- The name of this register, as its first event says it.
SELECT body ->> 'log' FROM event WHERE position = 1
