-- Files of the directory and the chart, made when asked for and once a month.
-- table people_exports: retention=none export=organisation purge=organisation
CREATE TABLE {o}.people_exports (
	id      TEXT PRIMARY KEY, -- identifier
	file    TEXT NOT NULL, -- identifier: the stored file
	format  TEXT NOT NULL, -- structure: xlsx, people_csv, chart_csv
	people  INTEGER NOT NULL, -- structure: how many are in it
	size    BIGINT NOT NULL, -- structure: bytes
	made_by TEXT NOT NULL, -- identifier: ''; by the schedule
	made_at BIGINT NOT NULL -- structure
);
CREATE INDEX people_exports_made ON {o}.people_exports(made_by, made_at);

-- table people_export_schedule: retention=none export=organisation purge=organisation
CREATE TABLE {o}.people_export_schedule (
	one     INTEGER PRIMARY KEY, -- structure: 1
	monthly BOOLEAN NOT NULL, -- structure
	keeps   INTEGER NOT NULL -- structure: how many files of the schedule stay
);
