-- The file of the picture that a page named for itself, drawn anew and small.
ALTER TABLE {o}.link_pages ADD COLUMN picture TEXT NOT NULL DEFAULT ''; -- identifier
