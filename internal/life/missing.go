package life

import (
	"fmt"
	"slices"

	"tramway/internal/keep"
	"tramway/internal/sqldb"
)

// Missing says what tables declare that nobody stands behind: a word that is not in
// the lists, a copy that nobody gives, rows that nothing removes.
func (p Parts) Missing() (out []string) {
	add := func(t sqldb.Table, text string, args ...any) {
		out = append(out, t.Name+": "+fmt.Sprintf(text, args...))
	}
	for _, t := range p.Tables {
		class, known := keep.Find(t.Retention)
		if !known {
			add(t, "retention=%s is no retention class", t.Retention)
		}
		if !slices.Contains(keep.Subjects, t.Export) {
			add(t, "export=%s is no subject", t.Export)
		}
		if !slices.Contains(keep.Causes, t.Purge) {
			add(t, "purge=%s is no cause", t.Purge)
		}
		if !p.copied(t) {
			add(t, "export=%s, but no copy is given of it", t.Export)
		}
		if !p.removed(t) {
			add(t, "purge=%s, but nothing removes its rows", t.Purge)
		}
		if class.From == keep.Made && t.Purge == "person" && !p.aged(t) {
			add(t, "retention=%s, but nothing removes its rows when they are old", t.Retention)
		}
		if byAge, aged := keep.Find(t.Purge); aged && byAge.From == keep.Made && byAge.Name != class.Name {
			add(t, "kept as %s, but purged as %s", t.Retention, t.Purge)
		}
	}
	return out
}

// copied: a table about persons, or with something of a person in it and not the
// organisation's, has to be given.
func (p Parts) copied(t sqldb.Table) bool {
	for _, c := range p.Copies {
		if c.Table == t.Name {
			return c.Where != "" || c.Derived && t.Export != "person"
		}
	}
	return t.Export == "organisation" || t.Export == "none" && (!Tells(t) || p.other(t) == "upkeep")
}

func (p Parts) removed(t sqldb.Table) bool {
	switch t.Purge {
	case "none":
		return !Tells(t)
	case "organisation":
		return p.other(t) == "house"
	case "account":
		return p.other(t) == "account"
	case "person":
		return slices.ContainsFunc(p.Erasures, func(e Erasure) bool { return slices.Contains(e.Tables, t.Name) })
	}
	return p.other(t) == "upkeep" || p.aged(t)
}

func (p Parts) aged(t sqldb.Table) bool {
	return slices.ContainsFunc(p.Purges, func(g Purge) bool { return g.Class == t.Retention && slices.Contains(g.Tables, t.Name) })
}

func (p Parts) other(t sqldb.Table) string {
	for _, o := range p.Others {
		if slices.Contains(o.Tables, t.Name) {
			return o.By
		}
	}
	return ""
}

// Tells says whether a table holds something of people, not only structure.
func Tells(t sqldb.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c sqldb.Column) bool {
		return c.Class == sqldb.Personal || c.Class == sqldb.Content || c.Class == sqldb.Sensitive
	})
}
