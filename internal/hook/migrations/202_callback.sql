-- Where a robot is told what people press on its cards.
ALTER TABLE {o}.robots ADD COLUMN callback {{SEALED}} NOT NULL DEFAULT ''; -- content: an https address; empty: nowhere

-- One row: which machines robots may be told at. None: the door is shut.
-- table hook_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.hook_rules (
	one   INTEGER PRIMARY KEY, -- structure
	hosts {{JSON}} NOT NULL -- structure: domains and addresses
);
