-- A mobile number that was proved, and the recovery of an account by others.

-- table mobiles: retention=account export=person purge=account
CREATE TABLE {o}.mobiles (
	account   TEXT PRIMARY KEY REFERENCES {o}.accounts(id), -- identifier
	number    {{SEALED}} NOT NULL, -- sensitive: E.164, +852
	proved_at BIGINT NOT NULL -- structure
);

-- Codes that were sent to a number.
-- table mobile_codes: retention=session export=none purge=session
CREATE TABLE {o}.mobile_codes (
	name       TEXT PRIMARY KEY, -- identifier: what it is for, and for whom
	account    TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	number     {{SEALED}} NOT NULL, -- sensitive
	digest     {{BYTES}} NOT NULL, -- identifier: SHA-256 of name and code
	tries      INTEGER NOT NULL, -- structure
	expires_at BIGINT NOT NULL -- structure
);
CREATE INDEX mobile_codes_account ON {o}.mobile_codes(account);

-- table recoveries: retention=session export=none purge=session
CREATE TABLE {o}.recoveries (
	id         TEXT PRIMARY KEY, -- identifier
	token      {{BYTES}} NOT NULL UNIQUE, -- identifier: SHA-256 of what the asker holds
	account    TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	device     TEXT NOT NULL, -- personal: from where it was asked
	address    TEXT NOT NULL, -- personal: from where it was asked
	asked_at   BIGINT NOT NULL, -- structure
	ready_at   BIGINT NOT NULL, -- structure: when the waiting time is over; 0: the code is not proved yet
	expires_at BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX recoveries_account ON {o}.recoveries(account);

-- Every organisation of the account has to approve.
-- table recovery_approvals: retention=session export=none purge=session
CREATE TABLE {o}.recovery_approvals (
	recovery TEXT NOT NULL, -- identifier
	org      TEXT NOT NULL REFERENCES {o}.organisations(id), -- identifier
	person   TEXT NOT NULL, -- identifier: who is to come in again
	approver TEXT NOT NULL, -- identifier: who approved; '' is nobody yet
	PRIMARY KEY (recovery, org)
);
CREATE INDEX recovery_approvals_org ON {o}.recovery_approvals(org);
