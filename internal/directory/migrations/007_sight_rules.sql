-- Who does not see whom. A rule is about a department with all below it, or about one
-- person: of the two columns one is ''.
-- table sight_rules: retention=employment export=person purge=person
CREATE TABLE {o}.sight_rules (
	id         TEXT PRIMARY KEY, -- identifier
	kind       TEXT NOT NULL, -- structure: hide, limit
	department TEXT NOT NULL, -- identifier
	person     TEXT NOT NULL -- identifier
);
-- Whom a rule names beside: departments that limited readers see as well (also), and
-- readers for whom it does not hold (but).
-- table sight_named: retention=employment export=person purge=person
CREATE TABLE {o}.sight_named (
	rule       TEXT NOT NULL, -- identifier
	side       TEXT NOT NULL, -- structure: also, but
	department TEXT NOT NULL, -- identifier
	person     TEXT NOT NULL, -- identifier
	PRIMARY KEY (rule, side, department, person)
);
CREATE INDEX sight_named_person ON {o}.sight_named(person);
