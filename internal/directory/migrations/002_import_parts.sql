-- The rows of an import while it is applied, a step's worth in each part, so that a
-- step reads its own rows and not the whole file. They go when it is applied.
-- table import_parts: retention=import export=none purge=import
CREATE TABLE {o}.import_parts (
	import TEXT NOT NULL, -- identifier
	n      INTEGER NOT NULL, -- structure: which part, from 0
	total  INTEGER NOT NULL, -- structure: rows of the whole file
	sheet  {{SEALED}} NOT NULL, -- sensitive: the rows of the file
	PRIMARY KEY (import, n)
);
