package preview

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"

	"tramway/internal/blob"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/picture"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// pictureOf is how a page uses the file of its picture.
func pictureOf(page string) ref.Ref { return ref.To("link_page", page) }

// draw asks for the picture that a page names and draws it anew, small, so that nothing
// of its file reaches a reader. It is another asking of perhaps another host: the rules
// are asked about that one, and the record names it. nil: there is none to show.
func (m *Module) draw(ctx context.Context, o *org.Org, page, address string) ([]byte, error) {
	at, err := url.Parse(address)
	if address == "" || err != nil || same(at, m.own) {
		return nil, nil
	}
	lets := false
	err = o.Write(ctx, org.System(askJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		rules, err := rulesOf(tx.Ctx, tx)
		if lets = err == nil && rules.lets(address); lets {
			tx.Record(org.Entry{Action: "links.ask", Object: ref.To("organisation", o.ID), Note: map[string]string{"host": at.Hostname(), "page": page, "what": "picture"}})
		}
		return err
	})
	if err != nil || !lets {
		return nil, err
	}
	file, err := m.pages.Picture(ctx, address)
	if err != nil {
		return nil, nil // the card stands without
	}
	shown, err := picture.Show(ctx, bytes.NewReader(file))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return shown.Thumb, nil
}

// hang replaces the file of a page's picture; "" takes it away.
func hang(tx *org.Tx, page string, kept blob.Meta) error {
	if err := tx.ReleaseBlobs(pictureOf(page)); err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.link_pages SET picture=? WHERE id=?`, kept.ID, page); err != nil || kept.ID == "" {
		return err
	}
	return tx.KeepBlob(kept, pictureOf(page))
}

type drawnOut struct {
	ContentType string `header:"Content-Type"`
	Cache       string `header:"Cache-Control"`
	ETag        string `header:"ETag"`
	Body        []byte
}

// readPicture is for whoever reads the message, as its preview is.
func (m *Module) readPicture(ctx context.Context, c *httpapi.Call, in *struct {
	ID   string `path:"id" maxLength:"40"`
	Seq  int64  `path:"seq" minimum:"1"`
	File string `query:"v" maxLength:"40" doc:"the picture's id, so that what is kept of it is never an older one"`
}) (*drawnOut, error) {
	none := fault.New(fault.NotFound, "not_found")
	q := c.Org.Read()
	row, err := sqldb.One[pageRow](ctx, q, `SELECT p.id, p.address, p.title, p.about, p.site, p.picture, p.tried_at FROM {o}.message_links l
		JOIN {o}.link_pages p ON p.id = l.page WHERE l.conversation=? AND l.seq=? AND NOT l.removed AND p.found`, in.ID, in.Seq)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, none
	}
	rules, bad := rulesOf(ctx, q)
	seen, worse := m.messages.Seen(ctx, q, c.Person(), []Place{{in.ID, in.Seq}})
	if err := errors.Join(err, bad, worse); err != nil {
		return nil, err
	}
	if len(seen) == 0 || !rules.lets(row.Address.V) || row.Picture == "" || in.File != "" && in.File != row.Picture {
		return nil, none
	}
	r, b, err := c.Org.OpenBlob(ctx, row.Picture)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	return &drawnOut{b.Type, "private, max-age=31536000, immutable", `"` + row.Picture + `"`, body}, err
}
