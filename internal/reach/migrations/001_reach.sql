-- Who may reach whom, as it was after each change: the latest row holds. It is one row,
-- so that deciding reads the rules at once.
-- table reach_matrices: retention=none export=organisation purge=organisation
CREATE TABLE {o}.reach_matrices (
	version    BIGINT PRIMARY KEY, -- structure
	cells      {{JSON}} NOT NULL, -- structure: from whom, to whom, and what is allowed or denied
	changed_by TEXT NOT NULL, -- identifier
	changed_at BIGINT NOT NULL -- structure
);
