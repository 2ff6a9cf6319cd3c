-- How the organisation shows itself: one row, or none.
-- table organisation_picture: retention=none export=organisation purge=organisation
CREATE TABLE {o}.organisation_picture (
	one  INTEGER PRIMARY KEY, -- structure: 1
	file TEXT NOT NULL -- identifier: the stored file
);
