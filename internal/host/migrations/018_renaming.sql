-- An organisation that has another name since, until its own record says so.
ALTER TABLE {o}.organisations ADD COLUMN renamed_by TEXT NOT NULL DEFAULT ''; -- identifier: the person who changed the name; '': nothing waits
ALTER TABLE {o}.organisations ADD COLUMN renamed_at BIGINT NOT NULL DEFAULT 0; -- structure
ALTER TABLE {o}.organisations ADD COLUMN was_name TEXT NOT NULL DEFAULT ''; -- structure
ALTER TABLE {o}.organisations ADD COLUMN was_name_zh TEXT NOT NULL DEFAULT ''; -- structure
CREATE INDEX organisations_renamed_by ON {o}.organisations(renamed_at) WHERE renamed_by <> '';
