package preview

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"tramway/internal/blob"
	"tramway/internal/chat/chatevent"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/preview/previewevent"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/webpage"
)

const (
	askJob   = "links.ask"
	askAgain = 24 * time.Hour
)

type asking struct {
	Page string `json:"page"`
}

// hear looks for links in what was said; what changed loses or changes its own.
func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	rules, err := rulesOf(tx.Ctx, tx)
	if err != nil {
		return err
	}
	var places []Place
	for _, r := range events {
		some, err := heard(tx, r)
		if r.At < rules.Since {
			continue // said before the door was opened
		}
		if err != nil {
			return err
		}
		places = append(places, some...)
	}
	texts, err := m.messages.Texts(tx.Ctx, tx, places)
	if err != nil {
		return err
	}
	said := map[Place]string{}
	for _, t := range texts {
		said[t.Place] = t.Text
	}
	for _, p := range places {
		if err := follow(tx, rules, p, firstLink(said[p], m.own)); err != nil {
			return err
		}
	}
	return nil
}

// heard are the places of which an event tells; what was cut off loses its links at once.
func heard(tx *org.Tx, r org.Received) (out []Place, err error) {
	switch r.Type {
	case chatevent.Posted{}.EventType():
		e, err := org.As[chatevent.Posted](r)
		return []Place{{e.Conversation, e.Seq}}, err
	case chatevent.Changed{}.EventType():
		e, err := org.As[chatevent.Changed](r)
		return []Place{{e.Conversation, e.Seq}}, err
	case chatevent.Blanked{}.EventType():
		e, err := org.As[chatevent.Blanked](r)
		for _, seq := range e.Seqs {
			out = append(out, Place{e.Conversation, seq})
		}
		return out, err
	}
	e, err := org.As[chatevent.CutOff](r)
	if err == nil {
		_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.message_links WHERE conversation=? AND seq <= ?`, e.Conversation, e.Seq)
	}
	return nil, err
}

// follow notes the link of a message and asks for its page, if the rules let it through.
func follow(tx *org.Tx, rules rulesRow, p Place, address string) error {
	had, err := sqldb.One[string](tx.Ctx, tx, `SELECT page FROM {o}.message_links WHERE conversation=? AND seq=?`, p.Conversation, p.Seq)
	if err != nil && !errors.Is(err, sqldb.ErrNone) {
		return err
	}
	page := ""
	if address != "" && rules.lets(address) {
		page = rules.pageID(address)
	}
	if page == had {
		return nil
	}
	tx.Emit(previewevent.Changed{Conversation: p.Conversation})
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.message_links WHERE conversation=? AND seq=?`, p.Conversation, p.Seq); err != nil || page == "" {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.message_links(conversation, seq, page, removed, said_at) VALUES(?,?,?,FALSE,?)`, p.Conversation, p.Seq, page, sqldb.At(tx.Now())); err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.link_pages(id, address, title, about, site, tried_at, found) VALUES(?,?,?,?,?,0,FALSE) ON CONFLICT DO NOTHING`,
		page, sqldb.Seal(address), sqldb.Seal(""), sqldb.Seal(""), sqldb.Seal("")); err != nil {
		return err
	}
	tx.Enqueue(org.Job{Kind: askJob, Key: askJob + ":" + page, Data: asking{page}})
	return nil
}

type pageRow struct {
	ID      string               `db:"id"`
	Address sqldb.Sealed[string] `db:"address"`
	Title   sqldb.Sealed[string] `db:"title"`
	About   sqldb.Sealed[string] `db:"about"`
	Site    sqldb.Sealed[string] `db:"site"`
	Picture string               `db:"picture"`
	TriedAt sqldb.Micros         `db:"tried_at"`
}

// ask looks a page up. That it is asked is written and recorded before, so that it is
// once a day at most whatever happens; the rules are those of this moment.
func (m *Module) ask(ctx context.Context, o *org.Org, j org.Due) error {
	var job asking
	if err := json.Unmarshal(j.Data.V, &job); err != nil {
		return err
	}
	var address string
	err := o.Write(ctx, org.System(askJob), func(tx *org.Tx) error {
		address = ""
		tx.Exempt("job")
		row, err := sqldb.One[pageRow](tx.Ctx, tx, `SELECT id, address, title, about, site, picture, tried_at FROM {o}.link_pages WHERE id=?`, job.Page)
		if errors.Is(err, sqldb.ErrNone) {
			return nil
		}
		rules, bad := rulesOf(tx.Ctx, tx)
		if err = errors.Join(err, bad); err != nil || !rules.lets(row.Address.V) || tx.Now().Sub(row.TriedAt.Time()) < askAgain {
			return err
		}
		at, err := url.Parse(row.Address.V)
		if err != nil {
			return nil
		}
		address = row.Address.V
		tx.Record(org.Entry{Action: "links.ask", Object: ref.To("organisation", o.ID), Note: map[string]string{"host": at.Hostname(), "page": job.Page}})
		_, err = sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.link_pages SET tried_at=? WHERE id=?`, sqldb.At(tx.Now()), job.Page)
		return err
	})
	if err != nil || address == "" {
		return err
	}
	page, err := m.pages.Read(ctx, address)
	if err != nil {
		return nil // the message stands as it is
	}
	drawn, err := m.draw(ctx, o, job.Page, page.Picture)
	if err != nil {
		return err
	}
	err = found(ctx, o, job.Page, page, drawn)
	if drawn != nil && fault.Is(err, "plan_limit") {
		err = found(ctx, o, job.Page, page, nil) // the card stands without
	}
	return err
}

// found writes what a page said, and tells the conversations in which it is linked.
func found(ctx context.Context, o *org.Org, id string, page webpage.Page, drawn []byte) error {
	var kept blob.Meta
	if drawn != nil {
		var err error
		if kept, err = o.StoreBlob(ctx, picture.MediaType, drawn); err != nil {
			return err
		}
	}
	return o.Write(ctx, org.System(askJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.link_pages SET title=?, about=?, site=?, found=TRUE WHERE id=?`,
			sqldb.Seal(page.Title), sqldb.Seal(page.About), sqldb.Seal(page.Site), id)
		if err != nil || n == 0 {
			return err // purged meanwhile
		}
		if err := hang(tx, id, kept); err != nil {
			return err
		}
		in, err := sqldb.All[string](tx.Ctx, tx, `SELECT DISTINCT conversation FROM {o}.message_links WHERE page=? LIMIT 200`, id)
		for _, c := range in {
			tx.Emit(previewevent.Changed{Conversation: c})
		}
		return err
	})
}
