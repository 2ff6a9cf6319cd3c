-- Changes that came with an idempotency key: the key is taken in the commit of the
-- change, so that a repeat finds it, whatever became of the answer.
-- table once: retention=session export=none purge=session
CREATE TABLE {o}.once (
	name    {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of person and key
	request TEXT NOT NULL, -- identifier: the request that took it
	digest  {{BYTES}} NOT NULL, -- identifier: SHA-256 of what was asked
	at      BIGINT NOT NULL, -- structure
	status  INTEGER NOT NULL, -- structure: of the answer; 0: not known yet
	kind    TEXT NOT NULL, -- structure: media type of the answer
	answer  {{SEALED}} NOT NULL -- content: given again to a repeat
);
CREATE INDEX once_at ON {o}.once(at);
