-- Who has which role, and what was granted beyond it.

-- table role_members: retention=employment export=person purge=person
CREATE TABLE {o}.role_members (
	person TEXT NOT NULL, -- identifier
	role   TEXT NOT NULL, -- structure
	PRIMARY KEY (person, role)
);

-- table grants: retention=employment export=person purge=person
CREATE TABLE {o}.grants (
	id         TEXT PRIMARY KEY, -- identifier
	person     TEXT NOT NULL, -- identifier: who may
	action     TEXT NOT NULL, -- structure
	scope      TEXT NOT NULL, -- structure: own, reports, department, object, all
	object     TEXT NOT NULL, -- identifier: the department or the ref, by scope
	until      BIGINT NOT NULL, -- structure: ends at this moment; 0: never
	granted_by TEXT NOT NULL -- identifier
);
CREATE INDEX grants_person ON {o}.grants(person);
