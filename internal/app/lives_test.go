package app

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/guest"
	"tramway/internal/hook"
	"tramway/internal/host"
	"tramway/internal/impersonation"
	"tramway/internal/keep"
	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/moderation"
	"tramway/internal/monitoring"
	"tramway/internal/notify"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/presence"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/reach"
	"tramway/internal/ref"
	"tramway/internal/retention"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
	"tramway/internal/sso"
	"tramway/internal/todo"
	"tramway/internal/verification"
)

// nobody has an account in these tests.
type nobody struct{}

func (nobody) WithAccount(context.Context, string, []string) (map[string]bool, error) {
	return nil, nil
}
func (nobody) Invite(context.Context, host.Invitation) (string, time.Time, error) {
	return "", time.Time{}, nil
}
func (nobody) Uninvite(context.Context, string, []string) (bool, error)        { return true, nil }
func (nobody) LastSeen(context.Context, string) (map[string]time.Time, error)  { return nil, nil }
func (nobody) PersonLeaves(context.Context, string, string) (int, bool, error) { return 0, false, nil }
func (nobody) ClaimMail(context.Context, string, []string) error               { return nil }
func (nobody) Proved(context.Context, string) (bool, error)                    { return true, nil }
func (nobody) Certified(context.Context, string) (bool, error)                 { return false, nil }
func (nobody) Reachable(context.Context, string, []string) (map[string]bool, error) {
	return nil, nil
}
func (nobody) Held(context.Context, string, string) (any, error) { return nil, nil }

// lived are the modules with tables, put together as the program does.
type lived struct {
	dir   *directory.Module
	kept  *retention.Module
	parts life.Parts
	jobs  []org.JobKind
	subs  []org.Subscriber
}

func newLived(t *testing.T) lived {
	t.Helper()
	l := lived{dir: directory.New(nobody{}, "", nil)}
	talk := chat.New(chatNames{l.dir})
	notices := notify.New(noticeNames{l.dir}, noticeTalks{talk}, notify.Config{})
	rights := access.New(Rules(), places{l.dir}, nobody{})
	l.kept = retention.New(retained{l.dir}, nobody{})
	finds := search.New(talks{talk}, searchNames{l.dir})
	var err error
	if l.parts, err = livesOf(l.dir, talk, notices, rights, proof.New(proof.Config{People: proofNames{l.dir}}), l.kept, verification.New(verification.Config{}), impersonation.New(faces{l.dir}), finds, announce.New(announced{l.dir}), ding.New(ding.Config{}), reach.New(reachPeople{l.dir}, talk), todo.New(todoNames{l.dir}, todoTalks{talk}), moderation.New(judgedPeople{l.dir}, judgedTalks{talk}), preview.New(linkTalks{talk}, nil, ""), hook.New(robotTalks{talk}, ""), presence.New(l.dir, talk), monitoring.New(watchedNotices{}, watchedPeople{l.dir}, watchedTalks{talk}), chatimport.New(oldTalks{talk}, oldPeople{l.dir}), guest.New(guestPeople{l.dir}, guestTalks{talk}, nil, nil, ""), sso.New(sso.Config{})); err != nil {
		t.Fatal(err)
	}
	l.dir.Heirs(l.parts.Heirs)
	l.kept.Keeps(l.parts)
	l.jobs = slices.Concat(l.dir.Jobs(), rights.Jobs(), l.kept.Jobs(), finds.Jobs())
	l.subs = slices.Concat(notices.Subscribers(), finds.Subscribers())
	return l
}

// hostLife is the same for the installation's tables: the sign-in side of a person
// goes into their copy (accountsHeld) and with their account (host.PersonLeaves).
func hostLife(t *testing.T) life.Parts {
	t.Helper()
	tables, err := sqldb.Tables([]sqldb.Migrations{host.Migrations})
	if err != nil {
		t.Fatal(err)
	}
	return life.Together(tables, life.Parts{
		Copies: []life.Copy{{Table: "accounts", Where: "id = ?"}, {Table: "memberships", Where: "account = ?"}, {Table: "sessions", Where: "account = ?"}, {Table: "passkeys", Where: "account = ?"}, {Table: "authenticators", Where: "account = ?"}, {Table: "mobiles", Where: "account = ?"}, {Table: "devices", Where: "account = ?"}},
		Others: []life.Other{{Tables: []string{"accounts", "memberships", "sessions", "passkeys", "operators", "authenticators", "recovery_codes", "mobiles", "devices"}, By: "account"},
			{Tables: []string{"organisations", "name_keys", "reviews", "mail_claims", "org_pictures", "org_picture_bands"}, By: "house"}, {Tables: []string{"ceremonies", "company_ceremonies", "invitations", "throttles", "challenges", "resets", "mobile_codes", "recoveries", "recovery_approvals", "join_links", "joiners"}, By: "upkeep"}},
	})
}

// Every word that a table declares is in the lists, and somebody stands behind it.
func TestNoTableDeclaresWhatNobodyDoes(t *testing.T) {
	t.Parallel()
	l := newLived(t)
	for _, missing := range append(l.parts.Missing(), hostLife(t).Missing()...) {
		t.Error(missing)
	}
}

// The test above fails for each thing that can be missing.
func TestWhatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	table := sqldb.Table{Name: "things", Retention: "notice", Export: "person", Purge: "person", Columns: []sqldb.Column{{Name: "name", Class: sqldb.Personal}}}
	full := life.Parts{Copies: []life.Copy{{Table: "things", Where: "person = ?"}}, Purges: []life.Purge{{Class: "notice", Tables: []string{"things"}}},
		Erasures: []life.Erasure{{Name: "things", Tables: []string{"things"}}}}
	for want, change := range map[string]func(*sqldb.Table, *life.Parts){
		"":                              func(*sqldb.Table, *life.Parts) {},
		"no retention class":            func(t *sqldb.Table, _ *life.Parts) { t.Retention = "whim" },
		"no subject":                    func(t *sqldb.Table, _ *life.Parts) { t.Export = "somebody" },
		"no cause":                      func(t *sqldb.Table, _ *life.Parts) { t.Purge = "luck" },
		"export=person, but no copy is": func(_ *sqldb.Table, p *life.Parts) { p.Copies = []life.Copy{{Table: "things", Derived: true}} },
		"no copy is given":              func(_ *sqldb.Table, p *life.Parts) { p.Copies = nil },
		"nothing removes its rows when they are old": func(_ *sqldb.Table, p *life.Parts) { p.Purges = nil },
		"nothing removes its rows":                   func(_ *sqldb.Table, p *life.Parts) { p.Erasures = nil },
		"export=none, but no copy":                   func(t *sqldb.Table, p *life.Parts) { t.Export, p.Copies = "none", nil },
		"purge=none, but nothing removes":            func(t *sqldb.Table, _ *life.Parts) { t.Purge = "none" },
		"kept as notice, but purged as import":       func(t *sqldb.Table, p *life.Parts) { t.Purge = "import" },
	} {
		one, parts := table, full
		change(&one, &parts)
		got := strings.Join(life.Together([]sqldb.Table{one}, parts).Missing(), "; ")
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

// What is shown of tables, classes, heirs and erasures has words in every language.
func TestWhatIsKeptHasWords(t *testing.T) {
	t.Parallel()
	l := newLived(t)
	keys := []string{}
	for _, c := range keep.Classes {
		if c.From != keep.Life {
			keys = append(keys, "retention_class."+c.Name, "retention_text."+c.Name)
		}
		if c.Source != "" {
			keys = append(keys, "retention_source."+c.Source)
		}
	}
	for _, h := range l.parts.Heirs {
		keys = append(keys, "heir."+h.Name)
	}
	for _, e := range l.parts.Erasures {
		keys = append(keys, "erasure."+e.Name)
	}
	for _, c := range l.parts.Copies {
		table, ok := l.parts.Table(c.Table)
		if !ok {
			t.Errorf("a copy of %s, which is no table", c.Table)
		}
		if c.Derived {
			continue
		}
		keys = append(keys, "table."+c.Called())
		for _, col := range table.Columns {
			if tells(col) && !slices.Contains(c.Without, col.Name) {
				keys = append(keys, "column."+col.Name)
			}
		}
	}
	for _, key := range keys {
		if lang.Text(lang.English, key, nil) == key {
			t.Errorf("%s has no words", key)
		}
	}
}

func tells(c sqldb.Column) bool {
	return c.Class == sqldb.Personal || c.Class == sqldb.Content || c.Class == sqldb.Sensitive
}

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

// A person's copy has everything that is marked as theirs; when they have left and are
// forgotten, and what is old has gone, the database holds none of it.
func TestACopyHasEverythingOfAPersonAndForgettingLeavesNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := newLived(t)
		h := orgtest.New(t, e, org.Config{Migrations: Migrations, Jobs: l.jobs, Subscribers: l.subs})
		boss := org.Member(addPerson(t, h, "BOSS"))
		person := "hkthepersonwhoisfilled0001"
		marks := filled(t, h, l.parts.Tables, person)
		for _, table := range l.parts.Tables { // a new table is filled, or says here why not
			if life.Tells(table) && !ofTheOrganisation(table) && len(marks[table.Name]) == 0 && table.Name != "person_words" {
				t.Errorf("%s tells of people and was not filled", table.Name)
			}
		}
		text := copyText(t, l, h, person)
		for _, c := range l.parts.Copies {
			table, _ := l.parts.Table(c.Table)
			for _, mark := range marks[c.Table] {
				if !c.Derived && table.Export == "person" && !strings.Contains(text, mark) {
					t.Errorf("the copy lacks %s", mark)
				}
			}
		}
		if !strings.Contains(text, marks["entries"][0]) {
			t.Error("the copy lacks the entries about the person")
		}
		if err := l.dir.LeavePerson(t.Context(), h.Org, boss, person, boss.ID); err != nil {
			t.Fatal(err)
		}
		if err := l.kept.Forget(t.Context(), h.Org, boss, person, "CHAN Tai Man MARKpeoplenameEND", true); err != nil {
			t.Fatal(err)
		}
		for class, days := range map[string]int{"announcement": 400, "conversation": 400, "request": 400, "import": 30, "notice": 30} {
			if err := retention.SetPeriod(t.Context(), h.Org, boss, class, days, func(s string) string { return s }); err != nil {
				t.Fatal(err)
			}
		}
		for range 5 { // the least of some, then the period of others, then what was noted meanwhile
			h.Clock.Advance(410 * 24 * time.Hour)
			settle(t, h)
		}
		for name, found := range marked(t, h, l.parts.Tables) {
			t.Errorf("%s still holds %s", name, found)
		}
	})
}

func addPerson(t *testing.T, h *orgtest.House, name string) string {
	t.Helper()
	id, err := directory.AddPerson(t.Context(), h.Org, org.System("test"), directory.NewPerson{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// settle lets the house do what is due and clear away.
func settle(t *testing.T, h *orgtest.House) {
	t.Helper()
	now := sqldb.At(h.Now())
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if err := h.Write(t.Context(), org.System("test"), func(*org.Tx) error { return nil }); err != nil { // wakes the house
			t.Fatal(err)
		}
		// The nightly purge always waits: a house that has none yet has only just opened.
		n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) + CASE WHEN EXISTS (SELECT 1 FROM {o}.jobs WHERE job_key='retention.purge') THEN 0 ELSE 1 END
			FROM {o}.jobs WHERE state <> 'dead' AND due <= ?`, now)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("jobs are still due")
		}
	}
	if err := h.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// copyText is everything in a person's archive.
func copyText(t *testing.T, l lived, h *orgtest.House, person string) string {
	t.Helper()
	var b bytes.Buffer
	c, err := l.kept.Ask(t.Context(), h.Org, org.Member("asker"), person)
	if err != nil {
		t.Fatal(err)
	}
	settle(t, h)
	taken, err := retention.Take(t.Context(), h.Org, org.Member("asker"), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.kept.File(t.Context(), h.Org, *taken, lang.English, &b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
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

// What goes in the night, and what is taken from a leaver who wrote it, goes from the
// index too.
func TestWhatIsGoneLeavesTheIndex(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b := addPerson(h.t, h.House, "CHAN Tai Man"), addPerson(h.t, h.House, "B")
		talk := h.group("talk", b, a)
		h.say(talk, a, "mine")
		h.say(talk, b, "yours")
		indexed := func(want int) {
			h.t.Helper()
			docs, words := 0, int64(0)
			for range 2000 {
				docs = h.count(`SELECT count(*) FROM {o}.search_docs`)
				var err error
				if words, err = sqldb.CountWords(h.t.Context(), h.Read(), "search_words"); err != nil {
					h.t.Fatal(err)
				}
				if docs == want && words == int64(want) {
					return
				}
				time.Sleep(3 * time.Millisecond)
			}
			h.t.Errorf("%d documents, %d with words, want %d", docs, words, want)
		}
		indexed(2)
		if err := h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, a, ""); err != nil {
			h.t.Fatal(err)
		}
		if err := h.kept.Forget(h.t.Context(), h.Org, h.boss, a, "CHAN Tai Man", true); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(1)
		indexed(1)
		// Whoever was away hears of it: what was erased has had the conversation's next change.
		if n := h.count(`SELECT count(*) FROM {o}.messages m JOIN {o}.conversations c ON c.id=m.conversation WHERE m.kind='erased' AND m.rev > 0 AND m.rev=c.last_rev`); n != 1 {
			h.t.Errorf("%d erased messages are a change of their conversation", n)
		}
		h.set("conversation", 400)
		h.sleep(410)
		indexed(0)
	})
}
