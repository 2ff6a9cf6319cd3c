-- table notices: retention=notice export=person purge=person
CREATE TABLE {o}.notices (
	person TEXT NOT NULL, -- identifier: whose
	id     TEXT NOT NULL, -- identifier
	kind   TEXT NOT NULL, -- structure
	actor  TEXT NOT NULL, -- identifier: who caused it
	ref    TEXT NOT NULL, -- identifier: what it is about
	at     BIGINT NOT NULL, -- structure
	PRIMARY KEY (person, id)
) {{CLUSTERED}};

-- table notice_marks: retention=notice export=none purge=person
CREATE TABLE {o}.notice_marks (
	person TEXT PRIMARY KEY, -- identifier
	upto   TEXT NOT NULL -- identifier: the newest notice seen
);
