-- When somebody left: what is kept of them counts from here.
ALTER TABLE {o}.people ADD COLUMN left_at BIGINT NOT NULL DEFAULT 0; -- structure: 0: has not left
CREATE INDEX people_left ON {o}.people(left_at, id) WHERE left_at > 0;
