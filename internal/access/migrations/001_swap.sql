-- One row while an administrator is to be replaced: one asks, the other agrees.
-- table role_swap: retention=none export=none purge=none
CREATE TABLE {o}.role_swap (
	one        INTEGER PRIMARY KEY, -- structure
	goes       TEXT NOT NULL, -- identifier: the administrator
	comes      TEXT NOT NULL, -- identifier: who is to be one
	asked_by   TEXT NOT NULL, -- identifier
	asked_at   BIGINT NOT NULL, -- structure
	expires_at BIGINT NOT NULL -- structure
);
