-- table todos: retention=conversation export=person purge=person
CREATE TABLE {o}.todos (
	id           TEXT PRIMARY KEY, -- identifier
	person       TEXT NOT NULL, -- identifier: who is to do it
	made_by      TEXT NOT NULL, -- identifier
	title        {{SEALED}} NOT NULL, -- content
	conversation TEXT NOT NULL, -- identifier: of the message it came from; empty: none
	seq          BIGINT NOT NULL, -- structure
	due_at       BIGINT NOT NULL, -- structure: 0: no time
	made_at      BIGINT NOT NULL, -- structure
	done_at      BIGINT NOT NULL, -- structure: 0: open
	done_by      TEXT NOT NULL -- identifier
);
CREATE INDEX todos_person ON {o}.todos(person, id);
CREATE INDEX todos_open ON {o}.todos(person, due_at) WHERE done_at = 0;
CREATE INDEX todos_made ON {o}.todos(made_by, id);
