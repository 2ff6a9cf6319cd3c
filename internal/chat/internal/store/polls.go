package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Poll is a row of polls.
type Poll struct {
	Conversation string       `db:"conversation"`
	Seq          int64        `db:"seq"`
	Multiple     bool         `db:"multiple"`
	Anonymous    bool         `db:"anonymous"`
	Adds         bool         `db:"adds"`
	Voters       int          `db:"voters"`
	ClosesAt     sqldb.Micros `db:"closes_at"`
	ClosedAt     sqldb.Micros `db:"closed_at"`
}

// Closed says whether nobody votes any more.
func (p Poll) Closed(now sqldb.Micros) bool {
	return p.ClosedAt > 0 || p.ClosesAt > 0 && p.ClosesAt <= now
}

// Option is one answer of a poll.
type Option struct {
	Seq    int64                `db:"seq"`
	N      int                  `db:"n"`
	Text   sqldb.Sealed[string] `db:"text"`
	MadeBy string               `db:"made_by"`
	Votes  int                  `db:"votes"`
}

// Voter is somebody who chose an answer; with a place where it is asked for several.
type Voter struct {
	Seq    int64  `db:"seq"`
	N      int    `db:"n"`
	Person string `db:"person"`
}

const (
	pollCols   = `conversation, seq, multiple, anonymous, adds, voters, closes_at, closed_at`
	optionCols = `seq, n, text, made_by, votes`
)

// AddPoll writes a new one.
func AddPoll(ctx context.Context, q sqldb.Q, p Poll) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.polls(`+pollCols+`) VALUES(?,?,?,?,?,?,?,?)`,
		p.Conversation, p.Seq, p.Multiple, p.Anonymous, p.Adds, p.Voters, p.ClosesAt, p.ClosedAt)
	return err
}

// AddOptions writes answers.
func AddOptions(ctx context.Context, q sqldb.Q, conversation string, all []Option) error {
	rows := make([][]any, len(all))
	for i, o := range all {
		rows[i] = []any{conversation, o.Seq, o.N, o.Text, o.MadeBy, o.Votes}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.poll_options(conversation, seq, n, text, made_by, votes)`, rows, "")
}

// PollAt finds the one of a message.
func PollAt(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Poll, error) {
	return sqldb.One[Poll](ctx, q, `SELECT `+pollCols+` FROM {o}.polls WHERE conversation=? AND seq=?`, conversation, seq)
}

// Polls are those of the places from to upTo.
func Polls(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Poll, error) {
	return sqldb.All[Poll](ctx, q, `SELECT `+pollCols+` FROM {o}.polls WHERE conversation=? AND seq >= ? AND seq <= ? ORDER BY seq`, conversation, from, upTo)
}

// Options are the answers of those polls, in order.
func Options(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Option, error) {
	return sqldb.All[Option](ctx, q, `SELECT `+optionCols+` FROM {o}.poll_options WHERE conversation=? AND seq >= ? AND seq <= ? ORDER BY seq, n`, conversation, from, upTo)
}

// shownVoters is how many of those who chose alike are named.
const shownVoters = 20

// Voters are the first who chose each answer of those polls.
func Voters(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Voter, error) {
	return sqldb.All[Voter](ctx, q, `SELECT seq, n, person FROM (SELECT seq, n, person, row_number() OVER (PARTITION BY seq, n ORDER BY person) AS place
		FROM {o}.poll_votes WHERE conversation=? AND seq >= ? AND seq <= ?) few WHERE place <= ? ORDER BY seq, n, place`, conversation, from, upTo, shownVoters)
}

// Choices are what a person chose in a poll.
func Choices(ctx context.Context, q sqldb.Q, conversation string, seq int64, person string) ([]int, error) {
	return sqldb.All[int](ctx, q, `SELECT n FROM {o}.poll_votes WHERE conversation=? AND seq=? AND person=? ORDER BY n`, conversation, seq, person)
}

// Choose writes what a person chose instead of what they chose before.
func Choose(ctx context.Context, q sqldb.Q, conversation string, seq int64, person string, choices []int) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.poll_votes WHERE conversation=? AND seq=? AND person=?`, conversation, seq, person); err != nil {
		return err
	}
	rows := make([][]any, len(choices))
	for i, n := range choices {
		rows[i] = []any{conversation, seq, person, n}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.poll_votes(conversation, seq, person, n)`, rows, "")
}

// Votes notes that a person has voted, and says whether that is new.
func Votes(ctx context.Context, q sqldb.Q, conversation string, seq int64, person string) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.poll_voters(conversation, seq, person) VALUES(?,?,?) ON CONFLICT DO NOTHING`, conversation, seq, person)
	return n > 0, err
}

// Count adds to how many chose an answer.
func Count(ctx context.Context, q sqldb.Q, conversation string, seq int64, n, by int) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.poll_options SET votes=votes+? WHERE conversation=? AND seq=? AND n=?`, by, conversation, seq, n)
	return err
}

// CountVoters adds to how many have voted.
func CountVoters(ctx context.Context, q sqldb.Q, conversation string, seq int64, by int) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.polls SET voters=voters+? WHERE conversation=? AND seq=?`, by, conversation, seq)
	return err
}

// ClosePoll ends voting.
func ClosePoll(ctx context.Context, q sqldb.Q, conversation string, seq int64, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.polls SET closed_at=? WHERE conversation=? AND seq=?`, at, conversation, seq)
	return err
}

// VotedIn are a person's latest votes in a conversation; of an anonymous poll with the
// answer -1: what it was is kept nowhere.
func VotedIn(ctx context.Context, q sqldb.Q, person, conversation string, limit int) ([]Voter, error) {
	return sqldb.All[Voter](ctx, q, `SELECT seq, n, person FROM (SELECT seq, n, person FROM {o}.poll_votes WHERE person=? AND conversation=?
		UNION ALL SELECT seq, -1 AS n, person FROM {o}.poll_voters WHERE person=? AND conversation=?) mine ORDER BY seq DESC, n LIMIT ?`,
		person, conversation, person, conversation, limit)
}

// CountVotes is how many votes and presses of a person are there under their name.
func CountVotes(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT (SELECT count(*) FROM {o}.poll_votes WHERE person=?) + (SELECT count(*) FROM {o}.poll_voters WHERE person=?)
		+ (SELECT count(*) FROM {o}.card_presses WHERE person=?)`, person, person, person)
}

// DropVotes takes a person's name from their votes, which stay counted, and their presses.
func DropVotes(ctx context.Context, q sqldb.Q, person string) (gone int64, err error) {
	for _, table := range []string{"poll_votes", "poll_voters", "card_presses"} {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE person=?`, person)
		if err != nil {
			return 0, err
		}
		gone += n
	}
	return gone, nil
}

// BlankOptions takes the text of answers that a person added.
func BlankOptions(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.Exec(ctx, q, `UPDATE {o}.poll_options SET text=?, made_by='' WHERE made_by=?`, sqldb.Seal(""), person)
}
