-- An organisation whose people come in by its own provider and in no other way, but for
-- those who are to come in when the provider can't be reached.
ALTER TABLE {o}.organisations ADD COLUMN company_only BOOLEAN NOT NULL DEFAULT FALSE; -- structure: shut to sessions that its provider did not begin
ALTER TABLE {o}.memberships ADD COLUMN emergency BOOLEAN NOT NULL DEFAULT FALSE; -- structure: not for this person
