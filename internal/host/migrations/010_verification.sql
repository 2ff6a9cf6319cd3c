-- What is known of an organisation from outside: what it is, whether somebody has
-- looked at its papers, and how it stands.
ALTER TABLE {o}.organisations ADD COLUMN kind TEXT NOT NULL DEFAULT 'company'; -- structure: company, school, government, other
ALTER TABLE {o}.organisations ADD COLUMN nature TEXT NOT NULL DEFAULT ''; -- structure: nature of its business
ALTER TABLE {o}.organisations ADD COLUMN verified_at BIGINT NOT NULL DEFAULT 0; -- structure
ALTER TABLE {o}.organisations ADD COLUMN verified_until BIGINT NOT NULL DEFAULT 0; -- structure: 0: not verified
ALTER TABLE {o}.organisations ADD COLUMN standing TEXT NOT NULL DEFAULT 'free'; -- structure: own, free, held, limited

-- Names to test new ones with; never shown.
-- table name_keys: retention=installation export=none purge=organisation
CREATE TABLE {o}.name_keys (
	name_key TEXT NOT NULL, -- identifier
	org      TEXT NOT NULL REFERENCES {o}.organisations(id) ON DELETE CASCADE, -- identifier
	PRIMARY KEY (name_key, org)
);
CREATE INDEX name_keys_org ON {o}.name_keys(org);

-- Those who run the installation and look at what organisations hand in.
-- table operators: retention=account export=none purge=account
CREATE TABLE {o}.operators (
	account TEXT PRIMARY KEY REFERENCES {o}.accounts(id), -- identifier
	since   BIGINT NOT NULL -- structure
);

-- What waits for an operator, or was decided. What was handed in stays in the
-- organisation's own house.
-- table reviews: retention=installation export=organisation purge=organisation
CREATE TABLE {o}.reviews (
	id         TEXT PRIMARY KEY, -- identifier
	org        TEXT NOT NULL REFERENCES {o}.organisations(id) ON DELETE CASCADE, -- identifier
	kind       TEXT NOT NULL, -- structure: verification, appeal, likeness, report, ending, ending_appeal
	other      TEXT NOT NULL, -- identifier: the organisation it resembles; '': none
	rule       TEXT NOT NULL, -- structure: why it is alike
	came_at    BIGINT NOT NULL, -- structure
	due_at     BIGINT NOT NULL, -- structure
	decided_at BIGINT NOT NULL, -- structure: 0: it waits
	outcome    TEXT NOT NULL, -- structure: approved, refused, withdrawn
	operator   TEXT NOT NULL -- identifier: the account that decided
);
CREATE INDEX reviews_waiting ON {o}.reviews(decided_at, due_at);
CREATE INDEX reviews_org ON {o}.reviews(org);
