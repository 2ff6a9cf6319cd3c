-- Where the organisation's page leads: what an administrator wants everybody to find.
-- table portal_links: retention=none export=organisation purge=organisation
CREATE TABLE {o}.portal_links (
	sort     INTEGER PRIMARY KEY, -- structure: from 0
	title    TEXT NOT NULL, -- structure: English
	title_hk TEXT NOT NULL, -- structure: traditional Chinese
	title_cn TEXT NOT NULL, -- structure: simplified Chinese
	address  TEXT NOT NULL -- structure: https
);

-- From how many colleagues in an hour on an organisation hears of it; without a row as
-- the program brings it.
-- table view_limits: retention=none export=organisation purge=organisation
CREATE TABLE {o}.view_limits (
	kind   TEXT PRIMARY KEY, -- structure: profiles, list
	people INTEGER NOT NULL -- structure
);
-- What each node has seen of somebody's looking in the present hour, told in batches.
-- table view_counts: retention=none export=none purge=none
CREATE TABLE {o}.view_counts (
	viewer TEXT NOT NULL, -- identifier
	kind   TEXT NOT NULL, -- structure: profiles, list
	node   TEXT NOT NULL, -- identifier: of the running program
	hour   BIGINT NOT NULL, -- structure: hours since 1970
	people INTEGER NOT NULL, -- structure: different ones
	sketch {{BYTES}} NOT NULL, -- structure: from which how many there are together is reckoned
	told   BOOLEAN NOT NULL, -- structure: the alarm was raised
	PRIMARY KEY (viewer, kind, node)
);
