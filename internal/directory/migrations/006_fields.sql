ALTER TABLE {o}.people ADD COLUMN grade TEXT NOT NULL DEFAULT ''; -- personal: shown to colleagues
ALTER TABLE {o}.people ADD COLUMN hired_on TEXT NOT NULL DEFAULT ''; -- personal: 2006-01-02, '' if unknown; for those above the person
-- What an organisation asks about its people beyond what the program knows of.
-- table person_fields: retention=none export=organisation purge=organisation
CREATE TABLE {o}.person_fields (
	id       TEXT PRIMARY KEY, -- identifier
	name     TEXT NOT NULL, -- structure: English
	name_hk  TEXT NOT NULL, -- structure: traditional Chinese
	name_cn  TEXT NOT NULL, -- structure: simplified Chinese
	kind     TEXT NOT NULL, -- structure: text, number, date, choice
	choices  {{JSON}} NOT NULL, -- structure
	visible  TEXT NOT NULL, -- structure: everybody, managers, person
	required BOOLEAN NOT NULL, -- structure
	sort     INTEGER NOT NULL -- structure
);
-- table person_values: retention=employment export=person purge=person
CREATE TABLE {o}.person_values (
	field  TEXT NOT NULL, -- identifier
	person TEXT NOT NULL REFERENCES {o}.people(id), -- identifier
	value  {{SEALED}} NOT NULL, -- sensitive: what the organisation asked
	PRIMARY KEY (field, person)
);
CREATE INDEX person_values_person ON {o}.person_values(person);
