-- A session that an organisation's own provider began leads into that organisation only.
ALTER TABLE {o}.sessions ADD COLUMN bound TEXT NOT NULL DEFAULT ''; -- identifier: the organisation; empty: the account proved itself
ALTER TABLE {o}.challenges ADD COLUMN bound TEXT NOT NULL DEFAULT ''; -- identifier: what the session will have

-- A sign-in that is with an organisation's provider, between its two requests.
-- table company_ceremonies: retention=session export=none purge=session
CREATE TABLE {o}.company_ceremonies (
	handle     {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the handle
	browser    {{BYTES}} NOT NULL, -- identifier: SHA-256 of the cookie of the browser that began
	data       {{SEALED}} NOT NULL, -- sensitive: what the answer has to match
	expires_at BIGINT NOT NULL -- structure
);

ALTER TABLE {o}.organisations ADD COLUMN company_sign_in BOOLEAN NOT NULL DEFAULT FALSE; -- structure: its mail domains lead to a sign-in of its own
