package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// shaped are columns that hold more than a text: %s is where the mark goes.
var shaped = map[string]string{
	"conversation_filings.folder": "x-conversation_folders",

	"imports.content":           `{"header":["Name","Note"],"rows":[["CHAN Tai Man","%s"]],"first":2}`,
	"import_parts.sheet":        `{"header":["Name","Note"],"rows":[["CHAN Tai Man","%s"]],"first":2}`,
	"import_parts.import":       "x-imports",
	"imports.undo":              `{"made":[],"before":[{"id":"x","name":"CHAN Tai Man %s"}],"departments":[]}`,
	"imports.report":            `{"create":1,"errors":[{"row":2,"column":"%s","code":"required"}]}`,
	"imports.mapping":           `{}`,
	"push_subscriptions.keys":   `{"Endpoint":"a secret: who knows it can send"}`, // nobody's text
	"messages.mentions":         `[]`,
	"hook_rules.hosts":          `[]`,
	"message_cards.card":        `{"v":1,"blocks":[{"type":"text","text":{"":"%s"}}]}`,
	"card_presses.said":         `{"":"%s"}`,
	"link_rules.domains":        `[]`,
	"link_rules.without":        `[]`,
	"scheduled_messages.state":  "waiting",
	"copies.parts":              `[]`,
	"messages.state":            "released",
	"dings.steps":               `[]`,
	"uploads.held":              "x-held_messages", // one that no held message waits with is cleared away
	"word_rules.rules":          `[]`,
	"moderation_reports.said":   `[]`, // of others too: it is not in the copy
	"dings.state":               "done",
	"ding_receivers.state":      "confirmed",
	"ding_receivers.ding":       "x-dings",
	"ding_tries.ding":           "x-dings",
	"imports.state":             "applied",
	"copies.state":              "ready",
	"erasures.state":            "done",
	"jobs.state":                "dead",
	"conversations.kind":        "group",
	"grants.action":             "directory.person.read",
	"people.status":             "active",
	"people.name":               "CHAN Tai Man %s",
	"once.request":              "r",
	"holds.person":              "elsewho",
	"conversations.pair":        "NULL",
	"people.manager":            "NULL",
	"departments.parent":        "NULL",
	"people.import":             "NULL",
	"conversation_members.role": "member",
}

// links are columns that name another row.
var links = map[string]string{"announcement": "announcements", "department": "departments", "conversation": "conversations", "field": "person_fields", "person": "", "sender": "", "actor": "", "reporter": "", "made_by": "", "asked_by": "", "created_by": "", "granted_by": "", "set_by": ""}

// filled puts a row with the person's marks into every table that tells something, and
// gives the marks by table.
func filled(t *testing.T, h *orgtest.House, tables []sqldb.Table, person string) map[string][]string {
	t.Helper()
	marks := map[string][]string{}
	order := slices.Clone(tables)
	first := []string{"departments", "people", "person_fields", "conversations"}
	slices.SortStableFunc(order, func(a, b sqldb.Table) int { return rank(first, a.Name) - rank(first, b.Name) })
	err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		clear(marks)
		tx.Record(org.Entry{Action: "test.fill", Object: ref.To("person", person), After: map[string]string{"text": "MARKentriesEND"}})
		marks["entries"] = []string{"MARKentriesEND"}
		for _, table := range order {
			if table.Name == "entries" || table.Derived || table.Module == "org" && !life.Tells(table) || ofTheOrganisation(table) || table.Name == "retention_periods" || table.Name == "erasures" {
				continue
			}
			if err := fill(tx, h, table, person, marks); err != nil {
				return fmt.Errorf("%s: %w", table.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return marks
}

// ofTheOrganisation: what it handed in, where its record is sent and its reviews are about no one person, and go with it.
func ofTheOrganisation(t sqldb.Table) bool {
	return t.Module == "verification" || t.Module == "proof" || t.Name == "word_rules" || t.Name == "trace_key" || t.Name == "robots" || t.Name == "sso_providers" || t.Name == "sso_keys" || t.Name == "monitoring_gates" || t.Name == "administrator_numbers" ||
		t.Module == "chatimport" // what waits to be imported is the archive's, and cleared when it is through
}

func rank(first []string, name string) int {
	if i := slices.Index(first, name); i >= 0 {
		return i
	}
	return len(first)
}

func fill(tx *org.Tx, h *orgtest.House, table sqldb.Table, person string, marks map[string][]string) error {
	var names []string
	var values []any
	for _, c := range table.Columns {
		if c.Engine != "" && c.Engine != h.Engine || c.Type == "{{SERIAL}}" {
			continue
		}
		mark := "MARK" + table.Name + c.Name + "END"
		v := value(tx, table, c, person, mark)
		if v == nil {
			continue
		}
		if strings.Contains(fmt.Sprint(v), mark) {
			marks[table.Name] = append(marks[table.Name], mark)
		}
		names, values = append(names, c.Name), append(values, v)
	}
	return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.`+table.Name+`(`+strings.Join(names, ", ")+`)`, [][]any{values}, "")
}

// value is what a column of the marked row holds.
func value(tx *org.Tx, table sqldb.Table, c sqldb.Column, person, mark string) any {
	text, given := shaped[table.Name+"."+c.Name]
	to, link := links[c.Name]
	switch {
	case text == "NULL":
		return nil
	case given && strings.Contains(text, "%s"):
		text = fmt.Sprintf(text, mark)
	case given:
	case tells(c):
		text = mark
	case table.Name == "people" && c.Name == "id", link && to == "":
		text = person
	case link:
		text = "the-" + to
	case c.Name == "id" && slices.Contains([]string{"departments", "person_fields", "conversations", "announcements"}, table.Name):
		text = "the-" + table.Name
	case c.Name == "id" && (table.Name == "messages" || table.Name == "notices"):
		text = tx.NewID() // in order of time
	default:
		text = "x-" + table.Name
	}
	switch c.Type {
	case "BIGINT", "INTEGER":
		if strings.HasSuffix(c.Name, "at") {
			if c.Name == "left_at" || c.Name == "ended_at" && table.Name != "holds" {
				return 0
			}
			return int64(sqldb.At(tx.Now()))
		}
		if c.Name == "until" && table.Name != "grants" {
			return int64(sqldb.At(tx.Now()))
		}
		return 1
	case "BOOLEAN":
		return false
	case "{{BYTES}}":
		return []byte(text)
	case "{{SEALED}}":
		return sqldb.Seal(text)
	case "{{JSON}}":
		if !given {
			return `{}`
		}
	}
	return text
}

// marked reads every row of every table, sealed columns opened.
func marked(t *testing.T, h *orgtest.House, tables []sqldb.Table) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, table := range tables {
		if table.Derived {
			continue // TestWhatIsGoneLeavesTheIndex
		}
		err := sqldb.EachRow(t.Context(), h.Read(), sqldb.Part{Table: table}, org.Places, func(row []sqldb.Value) error {
			for _, v := range row {
				text := fmt.Sprint(v.V)
				if b, ok := v.V.([]byte); ok {
					text = string(b)
				}
				if i := strings.Index(strings.ToUpper(text), "MARK"); i >= 0 {
					out[table.Name+"."+v.Column.Name] = text[i:min(len(text), i+60)]
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
