-- Where each case stands; of one category ($1), or of all (null).
SELECT ref, category, stage, title, concluded, version, position, recorded_at, next_deadline,
       irregularities
FROM view.case_file
WHERE $1::text IS NULL OR category = $1
ORDER BY ref
