package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tramway/internal/chat"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const oneDay = 24 * time.Hour

// home is a house with people who talk.
type lively struct {
	*orgtest.House
	lived
	t    *testing.T
	talk *chat.Module
	boss org.Who
}

func eachHouse(t *testing.T, f func(h lively)) {
	t.Helper()
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := lively{lived: newLived(t), t: t}
		h.House = orgtest.New(t, e, org.Config{Migrations: Migrations, Jobs: h.jobs, Subscribers: h.subs})
		h.talk = chat.New(chatNames{h.dir})
		h.boss = org.Member(addPerson(t, h.House, "BOSS"))
		f(h)
	})
}

func (h lively) group(title string, members ...string) string {
	h.t.Helper()
	id, _, err := h.talk.Start(h.t.Context(), h.Org, org.Member(members[0]), chat.NewConversation{Kind: "group", Title: title, Members: members[1:]})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func (h lively) say(conversation, person, text string) {
	h.t.Helper()
	if _, _, err := h.talk.Post(h.t.Context(), h.Org, org.Member(person), conversation, chat.Draft{ClientID: "client-" + text, Text: text}); err != nil {
		h.t.Fatal(err)
	}
}

// said are the texts of a conversation, in order.
func (h lively) said(conversation string) string {
	h.t.Helper()
	rows, err := sqldb.All[sqldb.Sealed[string]](h.t.Context(), h.Read(), `SELECT body FROM {o}.messages WHERE conversation=? AND kind <> 'system' ORDER BY seq`, conversation)
	if err != nil {
		h.t.Fatal(err)
	}
	texts := []string{}
	for _, r := range rows {
		texts = append(texts, r.V)
	}
	return strings.Join(texts, ",")
}

func (h lively) set(class string, days int) {
	h.t.Helper()
	if err := retention.SetPeriod(h.t.Context(), h.Org, h.boss, class, days, func(s string) string { return s }); err != nil {
		h.t.Fatal(err)
	}
}

// sleep lets days pass and the house do each night what is due.
func (h lively) sleep(days int) {
	h.t.Helper()
	h.Clock.Advance(time.Duration(days) * oneDay)
	settle(h.t, h.House)
}

func (h lively) count(text string, args ...any) int {
	h.t.Helper()
	n, err := sqldb.One[int](h.t.Context(), h.Read(), text, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h lively) recorded(action string) (n int) {
	for _, e := range orgtest.Entries(h.t, h.Org) {
		if e.Action == action {
			n++
		}
	}
	return n
}

// Nothing that people wrote goes by itself until a period is set; then what is older
// goes in the night, unread counts stay right, and a conversation in which nothing is
// left goes too.
func TestOldMessagesGoInTheNight(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B")
		talk, quiet := h.group("talk", a, b), h.group("quiet", a, b)
		h.say(talk, a, "old1")
		h.say(talk, a, "old2")
		h.say(quiet, a, "once")
		h.sleep(40)
		h.say(talk, a, "new")
		h.sleep(1)
		if got := h.said(talk); got != "old1,old2,new" {
			h.t.Fatalf("without a period: %s", got)
		}
		h.set("conversation", 30)
		h.sleep(1)
		if got := h.said(talk); got != "new" {
			h.t.Errorf("after the night: %s", got)
		}
		unread := h.count(`SELECT CAST(sum(c.last_seq - m.read_seq) AS INTEGER) FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id = m.conversation WHERE m.person=?`, b)
		if unread != 1 {
			h.t.Errorf("%d unread, want 1", unread)
		}
		if n := h.count(`SELECT count(*) FROM {o}.conversations WHERE id=?`, quiet); n != 0 {
			h.t.Error("an empty conversation stays")
		}
		if n := h.count(`SELECT count(*) FROM {o}.changes WHERE ref=? AND kind='deleted'`, "conversation:"+quiet); n != 1 {
			h.t.Error("it left no tombstone")
		}
		if h.recorded("retention.purge") == 0 {
			h.t.Error("the purge is not in the record")
		}
	})
}

// A hold on a person keeps the conversations they are in, and those only; a hold on the
// organisation keeps all; what was kept goes in the night after the hold ended.
func TestAHoldWinsOverThePurge(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b, c := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B"), addPerson(h.t, h.House, "C")
		theirs, others := h.group("theirs", a, b), h.group("others", b, c)
		h.set("conversation", 30)
		h.say(theirs, b, "kept")
		h.say(others, b, "goes")
		hold := func(person string, days int) string {
			id, err := h.kept.Hold(h.t.Context(), h.Org, h.boss, retention.NewHold{Person: person, Reason: "Action 123", Until: h.Now().Add(time.Duration(days) * oneDay)})
			if err != nil {
				h.t.Fatal(err)
			}
			return id
		}
		all := hold("", 50)
		h.sleep(40)
		if h.said(theirs) != "kept" || h.said(others) != "goes" {
			h.t.Error("a hold on the organisation did not keep all")
		}
		one := hold(a, 1000)
		if err := retention.EndHold(h.t.Context(), h.Org, h.boss, all); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(1)
		if h.said(theirs) != "kept" || h.said(others) != "" {
			h.t.Errorf("held: %q, not held: %q", h.said(theirs), h.said(others))
		}
		if err := retention.EndHold(h.t.Context(), h.Org, h.boss, one); err != nil {
			h.t.Fatal(err)
		}
		if err := retention.EndHold(h.t.Context(), h.Org, h.boss, one); !fault.Is(err, "not_found") {
			h.t.Errorf("ending it twice: %v", err)
		}
		h.sleep(1)
		if h.said(theirs) != "" {
			h.t.Error("it stays after the hold")
		}
		for _, bad := range []retention.NewHold{{Reason: "", Until: h.Now().Add(oneDay)}, {Reason: "x", Until: h.Now()}, {Reason: "x", Until: h.Now().AddDate(11, 0, 0)},
			{Person: "nobody", Reason: "x", Until: h.Now().Add(oneDay)}} {
			if _, err := h.kept.Hold(h.t.Context(), h.Org, h.boss, bad); !fault.Is(err, "invalid") {
				h.t.Errorf("%+v: %v", bad, err)
			}
		}
	})
}

// Entries lose their text when they are old, and no entry does before 90 days; the tree
// is whole after it (orgtest checks), and new entries go on.
func TestOldEntriesAreErasedAndTheTreeIsWhole(t *testing.T) {
	eachHouse(t, func(h lively) {
		err := retention.SetPeriod(h.t.Context(), h.Org, h.boss, "record", 89, func(s string) string { return "the source " + s })
		f := fault.Of(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Code != "below_least" || f.Fields[0].Args["source"] != "the source record_90" || f.Fields[0].Args["min"] != 90 {
			h.t.Fatalf("89 days: %+v", err)
		}
		old := h.count(`SELECT count(*) FROM {o}.entries`)
		h.set("record", 90)
		h.sleep(89)
		if n := h.count(`SELECT count(*) FROM {o}.entries WHERE salt IS NULL`); n != 0 {
			h.t.Fatalf("%d entries of 89 days are erased", n)
		}
		for range 2 { // the second night has nothing to do
			h.sleep(2)
			if n := h.count(`SELECT count(*) FROM {o}.entries WHERE salt IS NULL`); n < old || n > old+1 {
				h.t.Errorf("%d of %d old entries are erased", n, old)
			}
		}
		if err := h.Integrate(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		if err := h.Verify(h.t.Context()); err != nil {
			h.t.Error(err)
		}
	})
}

// Whoever leaves hands over what they have: reports and owned groups to the heir, who
// has to be there; rights end; the last administrator can't leave.
func TestALeaverHandsOver(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b, c := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B"), addPerson(h.t, h.House, "C")
		owned, joined := h.group("owned", a, b), h.group("joined", b, a)
		err := h.Write(h.t.Context(), h.boss, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.give", Object: ref.To("person", c)})
			if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.people SET manager=? WHERE id IN (?, ?)`, a, b, c); err != nil {
				return err
			}
			_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.role_members(person, role) VALUES(?, 'administrator')`, a)
			return err
		})
		if err != nil {
			h.t.Fatal(err)
		}
		leave := func(person, heir string) error { return h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, person, heir) }
		if err := leave(a, ""); !fault.Is(err, "invalid") {
			h.t.Errorf("without an heir: %v", err)
		}
		if err := leave(a, a); !fault.Is(err, "invalid") {
			h.t.Errorf("to themselves: %v", err)
		}
		if err := leave(h.boss.ID, b); !fault.Is(err, "leave_oneself") {
			h.t.Errorf("oneself: %v", err)
		}
		if err := leave(a, b); !fault.Is(err, "last_administrator") {
			h.t.Errorf("the last administrator: %v", err)
		}
		if n := h.count(`SELECT count(*) FROM {o}.people WHERE manager=?`, a); n != 2 {
			h.t.Fatalf("a refused leave changed something: %d reports", n)
		}
		err = h.Write(h.t.Context(), h.boss, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.give", Object: ref.To("person", h.boss.ID)})
			_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.role_members(person, role) VALUES(?, 'administrator')`, h.boss.ID)
			return err
		})
		if err != nil {
			h.t.Fatal(err)
		}
		if err := leave(a, b); err != nil {
			h.t.Fatal(err)
		}
		got := fmt.Sprint(h.count(`SELECT count(*) FROM {o}.people WHERE manager=?`, b), h.count(`SELECT count(*) FROM {o}.people WHERE id=? AND manager IS NULL`, b),
			h.count(`SELECT count(*) FROM {o}.conversation_members WHERE conversation=? AND person=? AND role='owner'`, owned, b),
			h.count(`SELECT count(*) FROM {o}.conversation_members WHERE conversation IN (?, ?) AND person=?`, owned, joined, a),
			h.count(`SELECT members FROM {o}.conversations WHERE id=?`, owned), h.count(`SELECT count(*) FROM {o}.role_members WHERE person=?`, a))
		if got != "1 1 1 0 1 0" {
			h.t.Errorf("reports of the heir, the heir's manager gone, owner, memberships, members, roles: %s", got)
		}
		if err := leave(a, ""); !fault.Is(err, "person_left") {
			h.t.Errorf("twice: %v", err)
		}
	})
}

// Forgetting waits for the law: the profile goes six months after leaving, entries
// after 90 days, a hold stops all, and what is left at the end is nothing.
func TestForgettingWaitsForTheLaw(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b := addPerson(h.t, h.House, "CHAN Tai Man"), addPerson(h.t, h.House, "B")
		talk := h.group("talk", b, a)
		h.say(talk, a, "mine")
		forget := func(name string) error { return h.kept.Forget(h.t.Context(), h.Org, h.boss, a, name, false) }
		if err := forget("CHAN Tai Man"); !fault.Is(err, "person_still_here") {
			h.t.Errorf("still here: %v", err)
		}
		if err := h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, a, ""); err != nil {
			h.t.Fatal(err)
		}
		if err := forget("CHAN Tai"); !fault.Is(err, "invalid") {
			h.t.Errorf("another name: %v", err)
		}
		if err := forget("chan  tai man "); err != nil {
			h.t.Fatal(err)
		}
		state := func() string {
			settle(h.t, h.House)
			s, err := sqldb.One[string](h.t.Context(), h.Read(), `SELECT state FROM {o}.erasures WHERE person=?`, a)
			if err != nil {
				h.t.Fatal(err)
			}
			return fmt.Sprintf("%s %d %d", s, h.count(`SELECT count(*) FROM {o}.people WHERE id=?`, a), min(1, h.count(`SELECT count(*) FROM {o}.entries WHERE object=? AND salt IS NOT NULL`, "person:"+a)))
		}
		if got := state(); got != "waiting 1 1" {
			h.t.Errorf("at once: %s", got)
		}
		h.sleep(91)
		if got := state(); got != "waiting 1 0" {
			h.t.Errorf("after 91 days: %s", got)
		}
		id, err := h.kept.Hold(h.t.Context(), h.Org, h.boss, retention.NewHold{Person: a, Reason: "Action 123", Until: h.Now().AddDate(1, 0, 0)})
		if err != nil {
			h.t.Fatal(err)
		}
		h.sleep(100)
		if got := state(); got != "held 1 0" {
			h.t.Errorf("held: %s", got)
		}
		if err := forget("CHAN Tai Man"); !fault.Is(err, "person_held") {
			h.t.Errorf("asked again while held: %v", err)
		}
		if err := retention.EndHold(h.t.Context(), h.Org, h.boss, id); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(1)
		if got := state(); got != "done 0 0" {
			h.t.Errorf("in the end: %s", got)
		}
		if h.said(talk) != "mine" {
			h.t.Error("what they wrote went, though nobody asked for it")
		}
	})
}

// After the period of employment nobody has to ask.
func TestWhoLeftLongAgoIsForgotten(t *testing.T) {
	eachHouse(t, func(h lively) {
		a := addPerson(h.t, h.House, "A")
		if err := h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, a, ""); err != nil {
			h.t.Fatal(err)
		}
		h.set("employment", 400)
		h.sleep(399)
		if h.count(`SELECT count(*) FROM {o}.people WHERE id=?`, a) != 1 {
			h.t.Fatal("gone before the period was over")
		}
		h.sleep(2)
		if h.count(`SELECT count(*) FROM {o}.people WHERE id=?`, a) != 0 {
			h.t.Error("still there after the period")
		}
	})
}

// A copy is for whoever asked, once it is ready and for seven days.
func TestACopyIsForWhoeverAskedForSevenDays(t *testing.T) {
	eachHouse(t, func(h lively) {
		a := addPerson(h.t, h.House, "A")
		c, err := h.kept.Ask(h.t.Context(), h.Org, org.Member(a), a)
		if err != nil {
			h.t.Fatal(err)
		}
		again, err := h.kept.Ask(h.t.Context(), h.Org, org.Member(a), a)
		if err != nil || again.ID != c.ID && again.State == "preparing" && h.count(`SELECT count(*) FROM {o}.copies WHERE state='preparing'`) > 1 {
			h.t.Errorf("asked twice: %v, %v", again, err)
		}
		settle(h.t, h.House)
		if _, err := retention.Take(h.t.Context(), h.Org, h.boss, c.ID); !fault.Is(err, "not_found") {
			h.t.Errorf("somebody else: %v", err)
		}
		h.Clock.Advance(7*oneDay - time.Minute)
		if _, err := retention.Take(h.t.Context(), h.Org, org.Member(a), c.ID); err != nil {
			h.t.Errorf("on the seventh day: %v", err)
		}
		h.Clock.Advance(2 * time.Minute)
		if _, err := retention.Take(h.t.Context(), h.Org, org.Member(a), c.ID); !fault.Is(err, "copy_expired") {
			h.t.Errorf("after seven days: %v", err)
		}
		if asked, taken := h.recorded("retention.copy.ask"), h.recorded("retention.copy.take"); asked == 0 || taken != 1 {
			h.t.Errorf("recorded: asked %d, taken %d", asked, taken)
		}
		for end := time.Now().Add(10 * time.Second); h.count(`SELECT count(*) FROM {o}.notices WHERE person=? AND kind='copy_ready'`, a) == 0; settle(h.t, h.House) {
			if time.Now().After(end) {
				h.t.Fatal("nobody told them")
			}
		}
	})
}
