-- Migrations already applied, in order.
SELECT name, sha256 FROM migration ORDER BY name
