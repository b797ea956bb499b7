-- Cases that await something.
SELECT ref FROM view.case_file WHERE NOT concluded ORDER BY ref
