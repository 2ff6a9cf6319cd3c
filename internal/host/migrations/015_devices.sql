-- Devices from which an account signed in before, by a cookie that stays on them; so
-- that one that was never seen is news to its owner.
-- table devices: retention=account export=person purge=account
CREATE TABLE {o}.devices (
	account  TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	token    {{BYTES}} NOT NULL, -- identifier: SHA-256 of the cookie
	session  TEXT NOT NULL, -- identifier: the last one begun there
	device   TEXT NOT NULL, -- personal: so that people know their devices
	first_at BIGINT NOT NULL, -- structure
	seen_at  BIGINT NOT NULL, -- structure
	PRIMARY KEY (account, token)
);

-- An organisation can sign one of its members out: sessions from before then do not
-- lead into it any more, and go on elsewhere.
ALTER TABLE {o}.memberships ADD COLUMN shut_at BIGINT NOT NULL DEFAULT 0; -- structure: 0: never

-- Somebody else's request does not keep the owner from asking.
DROP INDEX {o}.recoveries_account;
CREATE INDEX recoveries_account ON {o}.recoveries(account, asked_at);
ALTER TABLE {o}.recoveries ADD COLUMN known BOOLEAN NOT NULL DEFAULT FALSE; -- structure: asked on a device on which the account was signed in before
