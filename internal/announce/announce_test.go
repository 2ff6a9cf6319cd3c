package announce_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/announce"
	"tramway/internal/announce/announceevent"
	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/authz"
	"tramway/internal/directory"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// people is the directory as the program hands it to the module.
type people struct{ *directory.Module }

func (p people) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]announce.Name, error) {
	all, err := p.Module.Names(ctx, q, ids)
	out := map[string]announce.Name{}
	for id, n := range all {
		out[id] = announce.Name(n)
	}
	return out, err
}

func (p people) In(ctx context.Context, q sqldb.Q, c announce.Circle, after string, limit int) ([]string, error) {
	return p.Module.In(ctx, q, directory.Circle(c), after, limit)
}

func (p people) Size(ctx context.Context, q sqldb.Q, c announce.Circle) (int, error) {
	return p.Module.Size(ctx, q, directory.Circle(c))
}

func (p people) Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]authz.Resource, error) {
	all, err := p.Module.Places(ctx, q, refs)
	out := map[ref.Ref]authz.Resource{}
	for r, at := range all {
		out[r] = at.Resource
	}
	return out, err
}

// told counts what persons were told.
type told struct {
	mu       sync.Mutex
	heard    map[int64]bool // a handler may run more than once for an event
	new      map[string]int
	again    map[string]int
	reminded map[string]int
}

func (l *told) hear(_ *org.Tx, events []org.Received) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range events {
		if l.heard[r.Seq] {
			continue
		}
		l.heard[r.Seq] = true
		if r.Type == (announceevent.Reminded{}).EventType() {
			e, _ := org.As[announceevent.Reminded](r)
			for _, p := range e.Persons {
				l.reminded[p]++
			}
			continue
		}
		e, _ := org.As[announceevent.Told](r)
		for _, p := range e.Persons {
			if e.Again {
				l.again[p]++
			} else {
				l.new[p]++
			}
		}
	}
	return nil
}

func (l *told) of(m map[string]int, person string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return m[person]
}

type house struct {
	*orgtest.House
	t    *testing.T
	dir  *directory.Module
	told *told
}

var author = org.Member("hkauthor00000000000000000a")

func open(t *testing.T, e sqldb.Dialect) *house {
	t.Helper()
	dir := directory.New(nil, "", nil)
	m := announce.New(people{dir})
	l := &told{heard: map[int64]bool{}, new: map[string]int{}, again: map[string]int{}, reminded: map[string]int{}}
	hears := org.Subscriber{Name: "told", Types: []string{announceevent.Told{}.EventType(), announceevent.Reminded{}.EventType()}, Handle: l.hear}
	h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{authz.Migrations, directory.Migrations, announce.Migrations},
		Jobs: slices.Concat(dir.Jobs(), m.Jobs()), Subscribers: append(m.Subscribers(), hears)})
	dir.Heirs(m.Life().Heirs)
	return &house{h, t, dir, l}
}

func (h *house) hire(name string, departments ...string) string {
	h.t.Helper()
	id, err := directory.AddPerson(h.t.Context(), h.Org, author, directory.NewPerson{Name: name, Departments: departments})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func (h *house) department(name, parent string) string {
	h.t.Helper()
	id, err := directory.PutDepartment(h.t.Context(), h.Org, author, "", directory.NewDepartment{Name: name, Parent: parent})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// settle lets everything happen that is due.
func (h *house) settle() {
	h.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if err := h.Write(h.t.Context(), org.System("test"), func(*org.Tx) error { return nil }); err != nil {
			h.t.Fatal(err)
		}
		n, err := sqldb.One[int](h.t.Context(), h.Read(), `SELECT (SELECT count(*) FROM {o}.jobs WHERE kind LIKE 'announce.%' AND due <= ?)
			+ (SELECT count(*) FROM {o}.outbox WHERE type = 'directory.people_changed.v1' AND coalesce(seq, 1000000000) > coalesce((SELECT seq FROM {o}.cursors WHERE subscriber='announce'), 0))
			+ (SELECT count(*) FROM {o}.outbox WHERE type LIKE 'announce.%' AND coalesce(seq, 1000000000) > coalesce((SELECT seq FROM {o}.cursors WHERE subscriber='told'), 0))`, sqldb.At(h.Now()))
		if err != nil {
			h.t.Fatal(err)
		}
		if n == 0 {
			return
		}
		if time.Now().After(end) {
			h.t.Fatal("something is still to be done")
		}
	}
}

func (h *house) later(d time.Duration) {
	h.t.Helper()
	h.Clock.Advance(d)
	h.settle()
}

func english(title string) rules.Content {
	return rules.Content{En: rules.Wording{Title: title, Body: "Text of " + title}}
}

// publish saves and publishes at once.
func (h *house) publish(d announce.Draft) string {
	h.t.Helper()
	if d.Template == "" {
		d.Template = rules.Free
	}
	id, err := announce.Save(h.t.Context(), h.Org, author, "", d)
	if err == nil {
		err = announce.PublishDraft(h.t.Context(), h.Org, author, id, 1, nil)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.settle()
	return id
}

func (h *house) now(id string) store.Announcement {
	h.t.Helper()
	a, err := store.ByID(h.t.Context(), h.Read(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// counts must be what counting the rows gives.
func (h *house) counts(id, want string) {
	h.t.Helper()
	a := h.now(id)
	rows, err := store.Receivers(h.t.Context(), h.Read(), store.Chase{Announcement: id, Limit: 1 << 20})
	if err != nil {
		h.t.Fatal(err)
	}
	receivers, seen, confirmed := 0, 0, 0
	for _, r := range rows {
		if r.Gone {
			continue
		}
		receivers++
		if r.SeenAt > 0 {
			seen++
		}
		if a.Needed > 0 && r.Confirmed >= a.Needed {
			confirmed++
		}
	}
	if counted := fmt.Sprint(receivers, seen, confirmed); counted != want || fmt.Sprint(a.Receivers, a.Seen, a.Confirmed) != want {
		h.t.Errorf("kept %d %d %d, counted %s, want %s", a.Receivers, a.Seen, a.Confirmed, counted, want)
	}
}

func (h *house) confirm(id, person string, version int) error {
	return announce.Confirm(h.t.Context(), h.Org, org.Member(person), id, version)
}

func everybody() store.Audience { return store.Audience{Everybody: true} }

// More people than one step hands out to: each has it once, guests do not.
func TestAnAudienceIsReachedWholeAndOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		var all []string
		for i := range 507 {
			all = append(all, h.hire(fmt.Sprintf("PERSON %d", i)))
		}
		err := h.Write(t.Context(), author, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.guests", Object: ref.To("organisation", h.ID)})
			for _, p := range all[:3] {
				if _, err := authz.Give(tx.Ctx, tx, p, authz.Guest); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		id := h.publish(announce.Draft{Audience: everybody(), Content: english("To all")})
		h.counts(id, "504 0 0")
		for i, p := range all {
			if got := h.told.of(h.told.new, p); got != 1 && i >= 3 || got != 0 && i < 3 {
				t.Errorf("person %d was told %d times", i, got)
			}
		}
		withGuests := h.publish(announce.Draft{Audience: everybody(), Guests: true, Content: english("Guests, too")})
		h.counts(withGuests, "507 0 0")
	})
}

// Departments count with what is below them; whoever comes later has what was meant for
// joiners; whoever leaves counts no more.
func TestJoinersMoversAndLeavers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		sales := h.department("Sales", "")
		kowloon, office := h.department("Kowloon", sales), h.department("Office", "")
		deep, other, named := h.hire("DEEP", kowloon), h.hire("OTHER", office), h.hire("NAMED", office)
		audience := store.Audience{Departments: []string{sales}, Persons: []string{named}}
		policy := h.publish(announce.Draft{Policy: true, Audience: audience, Content: rules.Content{En: rules.Wording{Title: "Acceptable use", Body: "…"}, EffectiveOn: "2026-12-01"}})
		once := h.publish(announce.Draft{Audience: audience, Content: english("Once")})
		h.counts(policy, "2 0 0")
		joiner := h.hire("JOINER", kowloon)
		h.settle()
		h.counts(policy, "3 0 0")
		h.counts(once, "2 0 0")
		if err := directory.EditPerson(t.Context(), h.Org, author, other, 1, directory.NewPerson{Name: "OTHER", Departments: []string{sales}}); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.counts(policy, "4 0 0")
		for _, p := range []string{deep, joiner} {
			if err := h.confirm(policy, p, 1); err != nil {
				t.Fatal(err)
			}
		}
		h.counts(policy, "4 2 2")
		for _, p := range []string{deep, other} {
			if err := h.dir.LeavePerson(t.Context(), h.Org, author, p, ""); err != nil {
				t.Fatal(err)
			}
		}
		h.settle()
		h.counts(policy, "2 1 1")
		h.counts(once, "1 0 0")
		if err := directory.ReturnPerson(t.Context(), h.Org, author, deep); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.counts(policy, "2 1 1") // in no department yet
		if err := directory.EditPerson(t.Context(), h.Org, author, deep, 3, directory.NewPerson{Name: "DEEP", Departments: []string{kowloon}}); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.counts(policy, "3 2 2") // what they confirmed before still counts
		if err := announce.Withdraw(t.Context(), h.Org, author, policy, "replaced"); err != nil {
			t.Fatal(err)
		}
		h.hire("LATE", kowloon)
		h.settle()
		h.counts(policy, "3 2 2")
	})
}

// A missing part is named and nothing is sent; the whole one is sent at its minute.
func TestTheFourPartTemplateIsSentWholeOnly(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		reader := h.hire("READER")
		d := announce.Draft{Template: rules.Four, Audience: everybody(), MustConfirm: true, Content: rules.Content{En: rules.Wording{Title: "Personal apps", Background: "b", Contact: "it@harbour.example"}}}
		id, err := announce.Save(t.Context(), h.Org, author, "", d)
		if err != nil {
			t.Fatal(err)
		}
		at := h.Now().Add(90 * time.Minute)
		refused := announce.PublishDraft(t.Context(), h.Org, author, id, 1, &at)
		for _, want := range []string{"body.content.en.consequences: required", "body.content.effective_on: required", "body.content.disciplinary: consequence_required"} {
			if refused == nil || !strings.Contains(refused.Error(), want) {
				t.Errorf("%v does not name %s", refused, want)
			}
		}
		d.Content.En.Consequences, d.Content.EffectiveOn, d.Content.Disciplinary, d.Revision = "A warning", "2026-12-01", true, 1
		if _, err := announce.Save(t.Context(), h.Org, author, id, d); err != nil {
			t.Fatal(err)
		}
		if err := announce.PublishDraft(t.Context(), h.Org, author, id, 1, &at); !fault.Is(err, "version_conflict") {
			t.Errorf("an old draft was published: %v", err)
		}
		if err := announce.PublishDraft(t.Context(), h.Org, author, id, 2, &at); err != nil {
			t.Fatal(err)
		}
		h.later(89 * time.Minute)
		if a := h.now(id); a.State != store.Scheduled || h.told.of(h.told.new, reader) != 0 {
			t.Errorf("before its minute: %s", a.State)
		}
		h.later(time.Minute)
		h.counts(id, "1 0 0")
		if a := h.now(id); a.State != store.Published || a.PublishedAt != sqldb.At(at) {
			t.Errorf("at its minute: %s, %v", a.State, a.PublishedAt)
		}
		if err := announce.Unschedule(t.Context(), h.Org, author, id); !fault.Is(err, "not_scheduled") {
			t.Errorf("called off too late: %v", err)
		}
	})
}

// A confirmation is of the version that was read; an edit asks anew only if its author
// says so; what was confirmed can be proved.
func TestConfirmationsNameTheVersion(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		one, two := h.hire("ONE"), h.hire("TWO")
		id := h.publish(announce.Draft{Policy: true, Audience: everybody(), Content: rules.Content{En: rules.Wording{Title: "Rules", Body: "first"}, EffectiveOn: "2026-12-01"}})
		for range 2 { // again changes nothing
			if err := h.confirm(id, one, 1); err != nil {
				t.Fatal(err)
			}
		}
		h.counts(id, "2 1 1")
		edit := func(body string, anew bool, version int) error {
			return announce.EditPublished(t.Context(), h.Org, author, id, announce.Edit{Content: rules.Content{En: rules.Wording{Title: "Rules", Body: body}, EffectiveOn: "2026-12-01"}, Note: "wording", Anew: anew, Version: version})
		}
		if err := edit("a typing error less", false, 1); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.counts(id, "2 1 1")
		if err := h.confirm(id, two, 1); !fault.Is(err, "announcement_changed") {
			t.Errorf("confirmed what is not there any more: %v", err)
		}
		if err := edit("second", true, 1); !fault.Is(err, "version_conflict") {
			t.Errorf("edited an old version: %v", err)
		}
		if err := edit("second", true, 2); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.counts(id, "2 1 0")
		if h.told.of(h.told.again, one) != 1 || h.told.of(h.told.again, two) != 1 {
			t.Errorf("told of the edit: %v", h.told.again)
		}
		for _, p := range []string{one, two} {
			if err := h.confirm(id, p, 3); err != nil {
				t.Fatal(err)
			}
		}
		h.counts(id, "2 2 2")
		given, err := store.Confirmations(t.Context(), h.Read(), one, 1<<62, "", 10)
		if err != nil || len(given) != 2 || given[0].Label+given[1].Label != "2.01.0" && given[0].Label+given[1].Label != "1.02.0" {
			t.Fatalf("%v, %v", given, err)
		}
		for _, g := range given {
			b, err := h.Bundle(t.Context(), g.Entry)
			if err != nil {
				t.Fatal(err)
			}
			entry, _, err := record.Verify(b, h.VerifierKey())
			if err != nil || entry.Action != "announce.confirm" || entry.Actor.ID != one || !strings.Contains(string(entry.After), `"label":"`+g.Label+`"`) {
				t.Errorf("the proof: %v %v", entry, err)
			}
		}
		if err := announce.Withdraw(t.Context(), h.Org, author, id, " "); fault.KindOf(err) != fault.Invalid {
			t.Errorf("withdrawn without a reason: %v", err)
		}
		if err := announce.Withdraw(t.Context(), h.Org, author, id, "replaced"); err != nil {
			t.Fatal(err)
		}
		if err := edit("third", false, 3); !fault.Is(err, "not_published") {
			t.Errorf("edited what was withdrawn: %v", err)
		}
	})
}

// Every second day until it is due, whoever has not confirmed is reminded, and nobody else;
// by hand at most once in four hours.
func TestRemindersGoToWhoHasNotConfirmed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		done, late := h.hire("DONE"), h.hire("LATE")
		due := h.Now().Add(5 * 24 * time.Hour)
		id := h.publish(announce.Draft{MustConfirm: true, Audience: everybody(), Content: english("Read this"), Terms: announce.Terms{RemindDays: 2, DueAt: &due}})
		if err := h.confirm(id, done, 1); err != nil {
			t.Fatal(err)
		}
		for day, want := range []int{0, 1, 1, 2, 2, 2, 2} {
			h.later(24 * time.Hour)
			if got := h.told.of(h.told.reminded, late); got != want {
				t.Errorf("after %d days reminded %d times, want %d", day+1, got, want)
			}
		}
		if got := h.told.of(h.told.reminded, done); got != 0 {
			t.Errorf("reminded %d times after confirming", got)
		}
		if err := announce.Remind(t.Context(), h.Org, author, id); err != nil {
			t.Fatal(err)
		}
		h.settle()
		if err := announce.Remind(t.Context(), h.Org, author, id); !fault.Is(err, "reminded_lately") {
			t.Errorf("reminded twice at once: %v", err)
		}
		if got := h.told.of(h.told.reminded, late); got != 3 {
			t.Errorf("by hand: %d", got)
		}
		if err := h.confirm(id, late, 1); err != nil {
			t.Fatal(err)
		}
		h.later(5 * time.Hour)
		if err := announce.Remind(t.Context(), h.Org, author, id); !fault.Is(err, "nobody_to_remind") {
			t.Errorf("nobody is left: %v", err)
		}
	})
}
