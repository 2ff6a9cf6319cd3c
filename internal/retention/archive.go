package retention

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// archive writes what is held of a person as a ZIP: for programs a JSON file for each
// table, for people a page for each, and one page that leads to them. Rows go from the
// database to the reader one after the other: what it keeps in memory is one row.
type archive struct {
	zip   *zip.Writer
	parts life.Parts
	of    store.Copy
	name  string // of the person
	org   *org.Org
	lang  string
	now   time.Time
}

func (a archive) write(ctx context.Context, account any) error {
	if err := a.index(); err != nil {
		return err
	}
	if account != nil {
		if err := a.file("data/account.json", func(w io.Writer) error { return json.NewEncoder(w).Encode(account) }); err != nil {
			return err
		}
	}
	err := a.org.Snapshot(ctx, func(q sqldb.Q) error {
		for _, c := range shares(a.parts) {
			if err := a.share(ctx, q, c); err != nil {
				return fmt.Errorf("copy of %s: %w", c.Called(), err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.zip.Close()
}

func (a archive) file(name string, fill func(io.Writer) error) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.now})
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(w, 1<<15)
	if err := fill(buf); err != nil {
		return err
	}
	return buf.Flush()
}

// share writes one table twice; a table without rows is left out.
func (a archive) share(ctx context.Context, q sqldb.Q, c life.Copy) error {
	if !slices.ContainsFunc(a.of.Parts.V, func(p store.Part) bool { return p.Name == c.Called() && p.Rows > 0 }) {
		return nil
	}
	t, ok := a.parts.Table(c.Table)
	if !ok {
		return fmt.Errorf("retention: no table %s", c.Table)
	}
	rows := func(fn func([]sqldb.Value) error) error {
		return sqldb.EachRow(ctx, q, sqldb.Part{Table: t, Where: c.Where, Args: c.Args(a.of.Person)}, org.Places, func(row []sqldb.Value) error {
			return fn(slices.DeleteFunc(slices.Clone(row), func(v sqldb.Value) bool { return slices.Contains(c.Without, v.Column.Name) }))
		})
	}
	if err := a.file("data/"+c.Called()+".json", func(w io.Writer) error { return a.json(w, rows) }); err != nil {
		return err
	}
	return a.file("pages/"+c.Called()+".html", func(w io.Writer) error { return a.page(w, c, rows) })
}

func (a archive) json(w io.Writer, rows func(func([]sqldb.Value) error) error) error {
	sep := "["
	err := rows(func(row []sqldb.Value) error {
		line := sep + "\n{"
		for i, v := range row {
			value, err := json.Marshal(a.plain(v))
			if err != nil {
				return err
			}
			line += map[bool]string{true: ", "}[i > 0] + fmt.Sprintf("%q: %s", v.Column.Name, value)
		}
		sep = ","
		_, err := io.WriteString(w, line+"}")
		return err
	})
	if err == nil {
		_, err = io.WriteString(w, map[bool]string{true: "["}[sep == "["]+"\n]\n")
	}
	return err
}

// plain is a value as people and programs read it: times as text, sealed text opened.
func (a archive) plain(v sqldb.Value) any {
	switch x := v.V.(type) {
	case int64:
		if timed(v.Column) && x > 0 {
			return sqldb.Micros(x).Time().In(a.org.Zone()).Format(time.RFC3339)
		}
	case []byte:
		if v.Column.Sealed && utf8.Valid(x) {
			return string(x)
		}
	}
	return v.V
}

func timed(c sqldb.Column) bool {
	return c.Type == "BIGINT" && (c.Name == "at" || c.Name == "until" || strings.HasSuffix(c.Name, "_at"))
}

const pageHead = `<!doctype html><html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid #8886;padding:.7rem 0}dl{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.2rem 1rem;margin:0}
dt{opacity:.7}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}</style><h1>%s</h1>
`

func (a archive) head(w io.Writer, title string) error {
	title = html.EscapeString(title)
	_, err := fmt.Fprintf(w, pageHead, a.lang, title, title)
	return err
}

func (a archive) page(w io.Writer, c life.Copy, rows func(func([]sqldb.Value) error) error) error {
	if err := a.head(w, lang.Text(a.lang, "table."+c.Called(), nil)); err != nil {
		return err
	}
	return rows(func(row []sqldb.Value) error {
		var b strings.Builder
		b.WriteString("<article><dl>")
		for _, v := range row {
			if text := a.shown(v); text != "" {
				fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>", html.EscapeString(lang.Text(a.lang, "column."+v.Column.Name, nil)), html.EscapeString(text))
			}
		}
		b.WriteString("</dl></article>\n")
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// shown leaves out what only programs want: columns that have no words.
func (a archive) shown(v sqldb.Value) string {
	if key := "column." + v.Column.Name; v.V == nil || lang.Text(a.lang, key, nil) == key {
		return ""
	}
	p := a.plain(v)
	if n, ok := p.(int64); ok && n == 0 && timed(v.Column) {
		return ""
	}
	return fmt.Sprint(p)
}

func (a archive) index() error {
	return a.file("index.html", func(w io.Writer) error {
		if err := a.head(w, lang.Text(a.lang, "copy.title", map[string]any{"name": a.name})); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "<p>%s</p><ul>\n", html.EscapeString(lang.Text(a.lang, "copy.text",
			map[string]any{"organisation": a.org.Names().In(a.lang), "time": a.now.In(a.org.Zone()).Format("2006-01-02 15:04")})))
		if err != nil {
			return err
		}
		for _, p := range a.of.Parts.V {
			if p.Rows == 0 {
				continue
			}
			if _, err := fmt.Fprintf(w, `<li><a href="pages/%s.html">%s</a> (%d) · <a href="data/%s.json">JSON</a></li>`+"\n",
				p.Name, html.EscapeString(lang.Text(a.lang, "table."+p.Name, nil)), p.Rows, p.Name); err != nil {
				return err
			}
		}
		_, err = io.WriteString(w, "</ul>\n")
		return err
	})
}
