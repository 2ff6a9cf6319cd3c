-- table departments: retention=employment export=organisation purge=organisation
CREATE TABLE {o}.departments (
	id      TEXT PRIMARY KEY, -- identifier
	name    TEXT NOT NULL, -- structure
	name_zh TEXT NOT NULL, -- structure
	parent  TEXT, -- identifier: NULL at the top
	sort    INTEGER NOT NULL -- structure
);
CREATE INDEX departments_parent ON {o}.departments(parent);

-- table people: retention=employment export=person purge=person
CREATE TABLE {o}.people (
	id         TEXT PRIMARY KEY, -- identifier
	name       TEXT NOT NULL, -- personal: shown to colleagues
	name_zh    TEXT NOT NULL, -- personal: shown to colleagues
	sort_name  TEXT NOT NULL, -- personal: folded, for the order of lists
	title      TEXT NOT NULL, -- personal: shown to colleagues
	email      TEXT, -- personal: to reach and to sign in
	phone      TEXT, -- personal: to reach, E.164
	staff_no   TEXT, -- identifier: unique in the organisation
	manager    TEXT, -- identifier
	status     TEXT NOT NULL, -- structure: active, left
	version    BIGINT NOT NULL, -- structure
	import     TEXT, -- identifier: the import that made or last changed it
	created_at BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX people_email ON {o}.people(email);
CREATE UNIQUE INDEX people_staff_no ON {o}.people(staff_no);
CREATE INDEX people_order ON {o}.people(status, sort_name, id);
CREATE INDEX people_manager ON {o}.people(manager);
CREATE INDEX people_import ON {o}.people(import);

-- table person_departments: retention=employment export=person purge=person
CREATE TABLE {o}.person_departments (
	department TEXT NOT NULL REFERENCES {o}.departments(id), -- identifier
	person     TEXT NOT NULL REFERENCES {o}.people(id), -- identifier
	PRIMARY KEY (department, person)
);
CREATE INDEX person_departments_person ON {o}.person_departments(person);

-- What people are found by: folded words, any beginning of which matches.
-- table person_words: retention=employment export=none purge=person
CREATE TABLE {o}.person_words (
	word   TEXT NOT NULL, -- personal: search
	person TEXT NOT NULL REFERENCES {o}.people(id), -- identifier
	PRIMARY KEY (word, person)
) {{CLUSTERED}};
CREATE INDEX person_words_person ON {o}.person_words(person);

-- table imports: retention=import export=organisation purge=import
CREATE TABLE {o}.imports (
	id         TEXT PRIMARY KEY, -- identifier
	file_name  TEXT NOT NULL, -- structure
	format     TEXT NOT NULL, -- structure
	digest     TEXT NOT NULL, -- structure: SHA-256 of the file
	state      TEXT NOT NULL, -- structure: ready, applying, applied, undoing, undone
	mapping    {{JSON}} NOT NULL, -- structure
	content    {{SEALED}} NOT NULL, -- sensitive: the rows of the file
	report     {{JSON}} NOT NULL, -- personal: counts and errors of the dry run
	undo       {{SEALED}} NOT NULL, -- sensitive: what was there before
	position   INTEGER NOT NULL, -- structure: rows done
	created_by TEXT NOT NULL, -- identifier
	created_at BIGINT NOT NULL, -- structure
	applied_at BIGINT NOT NULL -- structure
);
