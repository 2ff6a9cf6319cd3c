-- The plan that organisations begin with; no row: everything, without limits.
-- table first_plan: retention=installation export=none purge=none
CREATE TABLE {o}.first_plan (
	one  BIGINT PRIMARY KEY CHECK (one = 1), -- structure: there is one at most
	name TEXT NOT NULL -- structure
);
