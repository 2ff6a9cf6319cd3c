-- People from outside, from when they are invited to when their time is over; somebody
-- who comes again has another row and is the same person.
-- table guests: retention=conversation export=person purge=conversation
CREATE TABLE {o}.guests (
	id           TEXT PRIMARY KEY, -- identifier
	person       TEXT NOT NULL, -- identifier: who they are here; '': nobody yet
	name         TEXT NOT NULL, -- personal
	email        TEXT NOT NULL, -- personal: with which they sign in
	company      TEXT NOT NULL, -- personal: where they are from
	conversation TEXT NOT NULL, -- identifier: the group into which they are invited
	language     TEXT NOT NULL, -- structure: in which they are written to
	invited_by   TEXT NOT NULL, -- identifier: who answers for them
	invited_at   BIGINT NOT NULL, -- structure
	until        BIGINT NOT NULL, -- structure: their time is over at this moment
	state        TEXT NOT NULL, -- structure: waiting, invited, here, refused, declined, ended, stayed
	answers      {{JSON}} NOT NULL, -- identifier: what the organisations that are asked said, by organisation
	reason       TEXT NOT NULL, -- personal: why an organisation refused
	ended_at     BIGINT NOT NULL, -- structure: 0: it is not over
	ended_by     TEXT NOT NULL -- identifier
);
CREATE INDEX guests_person ON {o}.guests(person, id);
CREATE INDEX guests_open ON {o}.guests(ended_at, id);
CREATE INDEX guests_conversation ON {o}.guests(conversation, id);
CREATE INDEX guests_inviter ON {o}.guests(invited_by, id);

-- Invitations of other organisations to people of this one.
-- table outside_invitations: retention=conversation export=person purge=conversation
CREATE TABLE {o}.outside_invitations (
	id           TEXT PRIMARY KEY, -- identifier: in the organisation that invites
	person       TEXT NOT NULL, -- identifier: who is invited; '': somebody with an address of this organisation
	email        TEXT NOT NULL, -- personal
	name         TEXT NOT NULL, -- personal
	from_org     TEXT NOT NULL, -- identifier: the organisation that invites
	from_name    TEXT NOT NULL, -- structure
	from_name_zh TEXT NOT NULL, -- structure
	inviter      TEXT NOT NULL, -- personal: who invites, as they are called there
	title        {{SEALED}} NOT NULL, -- content: what the group is called
	until        BIGINT NOT NULL, -- structure
	asked_at     BIGINT NOT NULL, -- structure
	state        TEXT NOT NULL, -- structure: waiting, passed, refused, withdrawn
	reason       TEXT NOT NULL, -- personal
	decided_by   TEXT NOT NULL, -- identifier
	decided_at   BIGINT NOT NULL -- structure: 0: nobody has decided
);
CREATE INDEX outside_invitations_state ON {o}.outside_invitations(state, id);

-- table guest_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.guest_rules (
	one      INTEGER PRIMARY KEY, -- structure
	inviting BOOLEAN NOT NULL, -- structure: whether guests may be invited
	joining  BOOLEAN NOT NULL -- structure: whether the organisation's people may be guests elsewhere without its leave
);
