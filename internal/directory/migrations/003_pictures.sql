ALTER TABLE {o}.people ADD COLUMN picture TEXT NOT NULL DEFAULT ''; -- identifier: the stored file; '' is none
