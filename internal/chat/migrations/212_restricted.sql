-- A message that is not to be forwarded, though its conversation lets messages be.
ALTER TABLE {o}.messages ADD COLUMN restricted_by TEXT NOT NULL DEFAULT ''; -- identifier: who said so; '': nobody
