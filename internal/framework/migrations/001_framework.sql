-- Frameworks that the organisation shows evidence for.
-- table frameworks: retention=none export=organisation purge=organisation
CREATE TABLE {o}.frameworks (
	name  TEXT PRIMARY KEY, -- structure
	since BIGINT NOT NULL -- structure: when it was switched on
);
