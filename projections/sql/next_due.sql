-- Seconds until the last open deadline that falls due within the next ($1) seconds; null: none.
SELECT extract(epoch FROM max(deadline.due) - clock_timestamp())::float8
FROM view.deadline JOIN view.case_file USING (ref)
WHERE deadline.standing = 'open' AND NOT case_file.concluded
  AND deadline.due <= clock_timestamp() + make_interval(secs => $1)
