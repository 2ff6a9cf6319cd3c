-- How many administrators the organisation has said it may have, and why: the number in
-- force, and one that waits for another administrator's word.
-- table administrator_numbers: retention=none export=organisation purge=organisation
CREATE TABLE {o}.administrator_numbers (
	state      TEXT PRIMARY KEY, -- structure: force, asked
	most       BIGINT NOT NULL, -- structure
	reason     {{SEALED}} NOT NULL, -- content: in the words of whoever asked
	asked_by   TEXT NOT NULL, -- identifier
	asked_at   BIGINT NOT NULL, -- structure
	agreed_by  TEXT NOT NULL, -- identifier: '' is nobody, as there was one administrator only
	expires_at BIGINT NOT NULL -- structure: of one that waits, 0 in force
);
