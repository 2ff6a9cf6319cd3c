-- A way into an organisation that ends by itself, as a guest's does.
ALTER TABLE {o}.memberships ADD COLUMN until BIGINT NOT NULL DEFAULT 0; -- structure: leads in before this moment; 0: for good
ALTER TABLE {o}.invitations ADD COLUMN until BIGINT NOT NULL DEFAULT 0; -- structure: what the membership will have
CREATE INDEX memberships_account ON {o}.memberships(account, until);

-- Whose mail domains are whose, as organisations say; believed of those that are verified.
-- table mail_claims: retention=installation export=organisation purge=organisation
CREATE TABLE {o}.mail_claims (
	domain TEXT NOT NULL, -- structure
	org    TEXT NOT NULL, -- identifier
	PRIMARY KEY (domain, org)
);
