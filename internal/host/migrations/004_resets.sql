-- Links by which somebody who lost the password sets a new one.

-- table resets: retention=session export=none purge=session
CREATE TABLE {o}.resets (
	token      {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the token
	account    TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	source     TEXT NOT NULL, -- structure: mail, operator or administrators
	expires_at BIGINT NOT NULL -- structure
);
CREATE INDEX resets_account ON {o}.resets(account);
