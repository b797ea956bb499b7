-- What a rebuild does with the table of one view ($1); the fresh one is temporary, of the same name.
SELECT format('CREATE TEMPORARY TABLE %1$I (LIKE view.%1$I INCLUDING ALL)', $1::text) AS begin,
       format('DELETE FROM view.%1$I', $1) AS clear,
       format('INSERT INTO view.%1$I SELECT * FROM pg_temp.%1$I', $1) AS fill,
       format('SELECT count(*) FROM pg_temp.%1$I', $1) AS count,
       format(
           'SELECT count(*) FROM (SELECT kept FROM (SELECT (t.*)::text AS kept FROM view.%1$I AS t)'
           ' AS a FULL JOIN (SELECT (t.*)::text AS made FROM pg_temp.%1$I AS t) AS b ON kept = made'
           ' WHERE kept IS NULL OR made IS NULL) AS differing', $1) AS compare,
       format('DROP TABLE pg_temp.%1$I', $1) AS end
