"""One file per case that tells its stages, and the one door through which acts come."""
