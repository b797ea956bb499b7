"""What lets outsiders prove the register: tree, tiles, signed checkpoints, witnesses, receipts."""
