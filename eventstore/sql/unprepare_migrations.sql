-- A dump brings its own table of migrations; of what prepares one, the roles alone are kept.
DROP TABLE migration
