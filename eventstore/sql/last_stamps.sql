-- The last time-stamp of each authority.
SELECT DISTINCT ON (authority) authority, size, recorded_at FROM stamp
ORDER BY authority, size DESC
