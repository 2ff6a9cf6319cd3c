package preview

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/preview/previewevent"
	"tramway/internal/sqldb"
)

func told(tx *org.Tx, conversation string) error {
	tx.Emit(previewevent.Changed{Conversation: conversation})
	return nil
}

// Life: what pages said goes with its age. It is made of messages and of what stands on
// the web, and says nothing of a person that these do not; a message's own link goes with
// the message.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies: []life.Copy{{Table: "link_pages", Derived: true}},
		Purges: []life.Purge{{Class: "conversation", Tables: []string{"link_pages", "message_links"}, Due: oldLinks, Step: purgeLinks}},
		Others: []life.Other{{Tables: []string{"link_rules"}, By: "house"}},
	}
}

func oldLinks(ctx context.Context, o *org.Org, before sqldb.Micros, _ []string) (d life.Due, err error) {
	d.Rows, err = sqldb.One[int64](ctx, o.Read(), `SELECT (SELECT count(*) FROM {o}.message_links WHERE said_at < ?) + (SELECT count(*) FROM {o}.link_pages WHERE tried_at < ?)`, before, before)
	if err == nil {
		d.At, err = sqldb.One[sqldb.Micros](ctx, o.Read(), `SELECT coalesce(min(said_at), 0) FROM {o}.message_links`)
	}
	return d, err
}

func purgeLinks(tx *org.Tx, before sqldb.Micros, _ []string, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.message_links WHERE (conversation, seq) IN (SELECT conversation, seq FROM {o}.message_links WHERE said_at < ? LIMIT ?)`, before, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	return purgePages(tx, before, limit)
}

// purgePages takes the pictures' files along.
func purgePages(tx *org.Tx, before sqldb.Micros, limit int) (int, error) {
	ids, err := sqldb.All[string](tx.Ctx, tx, `SELECT id FROM {o}.link_pages WHERE tried_at < ? LIMIT ?`, before, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for _, id := range ids {
		if err := tx.ReleaseBlobs(pictureOf(id)); err != nil {
			return 0, err
		}
	}
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.link_pages WHERE id IN {in}`, sqldb.Strings(ids))
	return int(n), err
}
