-- An organisation that is being given up: asked by one administrator, agreed to by
-- another, done after a waiting time, undone within a grace time.
ALTER TABLE {o}.organisations ADD COLUMN ending TEXT NOT NULL DEFAULT ''; -- structure: '', asked, waiting, dissolved
ALTER TABLE {o}.organisations ADD COLUMN ending_by TEXT NOT NULL DEFAULT ''; -- identifier: the person who asked
ALTER TABLE {o}.organisations ADD COLUMN ending_at BIGINT NOT NULL DEFAULT 0; -- structure: when the next step comes by itself
CREATE INDEX organisations_ending ON {o}.organisations(ending_at) WHERE ending_at > 0;
