-- One attempt of the organisation to be verified, and what came of it.
-- table verifications: retention=none export=organisation purge=organisation
CREATE TABLE {o}.verifications (
	id           TEXT PRIMARY KEY, -- identifier
	state        TEXT NOT NULL, -- structure: draft, submitted, approved, refused, withdrawn
	version      BIGINT NOT NULL, -- structure
	numbers      {{SEALED}} NOT NULL, -- sensitive: registration numbers, the legal representative
	contact      TEXT NOT NULL, -- personal: a mail address to ask back
	appeal       {{SEALED}} NOT NULL, -- content: why a refusal was wrong; '' is no appeal
	submitted_at BIGINT NOT NULL, -- structure
	submitted_by TEXT NOT NULL, -- identifier
	decided_at   BIGINT NOT NULL, -- structure
	decided_by   TEXT NOT NULL, -- identifier: an operator's account
	reason       TEXT NOT NULL, -- structure
	note         {{SEALED}} NOT NULL, -- content: what the operator wrote
	valid_until  BIGINT NOT NULL -- structure
);
CREATE INDEX verifications_state ON {o}.verifications(state);

-- The papers of an attempt.
-- table verification_papers: retention=none export=organisation purge=organisation
CREATE TABLE {o}.verification_papers (
	verification TEXT NOT NULL REFERENCES {o}.verifications(id), -- identifier
	kind         TEXT NOT NULL, -- structure
	file         TEXT NOT NULL, -- identifier: the stored file
	name         TEXT NOT NULL, -- structure: of the file, as it was uploaded
	size         BIGINT NOT NULL, -- structure
	added_at     BIGINT NOT NULL, -- structure
	PRIMARY KEY (verification, kind)
);
