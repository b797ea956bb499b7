-- What a rebuild does with the table of one view ($1, its key in $2); the fresh one is temporary, of the same name.
SELECT format('CREATE TEMPORARY TABLE %1$I (LIKE view.%1$I INCLUDING ALL)', $1::text) AS begin,
       format('DELETE FROM view.%1$I', $1) AS clear,
       format('INSERT INTO view.%1$I SELECT * FROM pg_temp.%1$I', $1) AS fill,
       format('SELECT count(*) FROM pg_temp.%1$I', $1) AS count,
       format(
           'SELECT count(*)'
           ' FROM (SELECT %2$I AS key, (t.*)::text AS kept FROM view.%1$I AS t) AS a'
           ' FULL JOIN (SELECT %2$I AS key, (t.*)::text AS made FROM pg_temp.%1$I AS t) AS b'
           ' USING (key) WHERE kept IS DISTINCT FROM made', $1, $2::text) AS compare,
       format(
           'SELECT coalesce(kept ->> %2$L, made ->> %2$L) AS key, field,'
           ' kept ->> field AS kept, made ->> field AS made'
           ' FROM (SELECT to_jsonb(t) AS kept FROM view.%1$I AS t) AS a'
           ' FULL JOIN (SELECT to_jsonb(t) AS made FROM pg_temp.%1$I AS t) AS b'
           ' ON kept ->> %2$L = made ->> %2$L'
           ' CROSS JOIN LATERAL jsonb_object_keys(coalesce(kept, made)) AS field'
           ' WHERE kept -> field IS DISTINCT FROM made -> field'
           ' AND (field = %2$L OR (kept IS NOT NULL AND made IS NOT NULL))'
           ' ORDER BY 1, 2 LIMIT 100', $1, $2) AS differences,
       format('DROP TABLE pg_temp.%1$I', $1) AS end
