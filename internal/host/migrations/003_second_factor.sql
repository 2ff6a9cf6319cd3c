-- A second factor beside the password: codes by time (RFC 6238), recovery codes, and
-- sign-ins that wait for one of them.

ALTER TABLE {o}.accounts ADD COLUMN alone BOOLEAN NOT NULL DEFAULT FALSE; -- structure: the password is long enough to be the only factor
ALTER TABLE {o}.sessions ADD COLUMN factors INTEGER NOT NULL DEFAULT 1; -- structure: 2 if a second one was proved

-- table authenticators: retention=account export=person purge=account
CREATE TABLE {o}.authenticators (
	account    TEXT PRIMARY KEY REFERENCES {o}.accounts(id), -- identifier
	secret     {{SEALED}} NOT NULL, -- sensitive: shared with the person's app
	step       BIGINT NOT NULL, -- structure: the last time step whose code was used
	created_at BIGINT NOT NULL -- structure
);

-- table recovery_codes: retention=account export=none purge=account
CREATE TABLE {o}.recovery_codes (
	account TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	digest  {{BYTES}} NOT NULL, -- identifier: SHA-256 of account and code
	PRIMARY KEY (account, digest)
);

-- table challenges: retention=session export=none purge=session
CREATE TABLE {o}.challenges (
	token      {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the token
	account    TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	tries      INTEGER NOT NULL, -- structure
	expires_at BIGINT NOT NULL -- structure
);
