-- When an account was last used: its sessions go, this stays.
ALTER TABLE {o}.accounts ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0; -- structure: 0: not since this is kept
