-- Every time limit, the earliest first.
SELECT ref, name, due, standing, position FROM view.deadline ORDER BY due, key
