-- The log of an organisation that came from another installation keeps the name
-- its checkpoints were signed under.
ALTER TABLE {o}.organisations ADD COLUMN log TEXT NOT NULL DEFAULT ''; -- structure: '' is the installation's name for it
