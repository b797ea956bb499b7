-- The hint goes out after the commit, in a transaction of its own: readers must not rely on it.
COMMIT;
NOTIFY plenary_register;
