-- What a group is for, in the words of whoever may rename it.
ALTER TABLE {o}.conversations ADD COLUMN description {{SEALED}} NOT NULL DEFAULT ''; -- content
