-- An account that was made with a passkey has no password until its owner chooses one.
ALTER TABLE {o}.accounts ADD COLUMN keys_only BOOLEAN NOT NULL DEFAULT FALSE; -- structure: it has no password
