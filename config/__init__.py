"""Settings, logging, keys and the servers for one machine."""
