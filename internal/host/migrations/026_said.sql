-- What an operator said to whoever asked, where the answer is not given in a house: the
-- organisation's own is shut.
ALTER TABLE {o}.reviews ADD COLUMN said {{SEALED}} NOT NULL DEFAULT ''; -- content
