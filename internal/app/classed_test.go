package app

import (
	"testing"

	"tramway/internal/chat"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/retention"
)

func (h lively) keep(class string, days int, idle bool) {
	h.t.Helper()
	if err := chat.SetPeriod(h.t.Context(), h.Org, h.boss, class, chat.Period{Days: days, Idle: idle}); err != nil {
		h.t.Fatal(err)
	}
}

// A message of 31 days is gone from a class that keeps 30 and one of 29 is there
// (FEATURES F037); one of 91 days is there where the class keeps longer (F038). Nothing
// goes in the seven days after a period was shortened, and other classes keep theirs.
func TestEachClassOfConversationHasItsPeriod(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b, c := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B"), addPerson(h.t, h.House, "C")
		pair, _, err := h.talk.Start(h.t.Context(), h.Org, org.Member(a), chat.NewConversation{Kind: "direct", Members: []string{c}})
		if err != nil {
			h.t.Fatal(err)
		}
		h.set("conversation", 100)
		h.keep("group", 30, false)
		h.sleep(60)
		h.say(pair, a, "pair-91")
		h.sleep(60)
		group := h.group("talk", a, b)
		h.say(group, a, "group-31")
		h.sleep(2)
		h.say(group, a, "group-29")
		h.sleep(29)
		h.wants(group, "group-29")
		h.wants(pair, "pair-91")
		h.keep("group", 7, false)
		h.sleep(6)
		h.wants(group, "group-29") // it waits
		h.sleep(2)
		h.wants(group, "")
		h.wants(pair, "pair-91")
		if h.recorded("chat.period.set") != 2 || h.recorded("retention.purge") == 0 {
			h.t.Error("the record lacks what was set or what went")
		}
	})
}

// A conversation in which nothing was said for a year and a day goes as a whole; with a
// hold on one of its members it stays (F087).
func TestAnIdleConversationGoesUnlessItIsHeld(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b, held := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B"), addPerson(h.t, h.House, "HELD")
		idle, matter, alive := h.group("idle", a, b), h.group("matter", a, held), h.group("alive", a, b)
		h.say(idle, a, "idle")
		h.say(matter, a, "matter")
		h.say(alive, a, "long ago")
		h.keep("group", 365, true)
		if _, err := h.kept.Hold(h.t.Context(), h.Org, h.boss, retention.NewHold{Person: held, Reason: "Action 123", Until: h.Now().Add(500 * oneDay)}); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(300)
		h.say(alive, b, "again")
		h.sleep(64)
		h.wants(idle, "idle")
		h.talk.SetOthers(chat.Others{Holds: retention.Held})
		h.sleep(1)
		h.sleep(1)
		h.wants(idle, "")
		h.wants(matter, "matter")
		h.wants(alive, "long ago,again")
		if n := h.count(`SELECT count(*) FROM {o}.conversations WHERE id=?`, idle); n != 0 {
			h.t.Error("the idle conversation is still listed")
		}
		g, err := h.talk.Going(h.t.Context(), h.Org, "group", chat.Period{Days: 30, Idle: false})
		if err != nil || g.Messages != 2 || g.Conversations != 1 || g.Held != 1 || g.Oldest == nil {
			h.t.Errorf("what would go: %+v, %v", g, err)
		}
	})
}

func (h lively) wants(conversation, texts string) {
	h.t.Helper()
	if got := h.said(conversation); got != texts {
		h.t.Errorf("there is %q, want %q", got, texts)
	}
}

// A plan that keeps messages for thirty days takes those of 31 days and leaves those of
// 29, whatever periods are set (F037); one without a limit leaves those of 91 (F038). A
// plan that came lately takes nothing, and a hold wins.
func TestAPlanEndsMessages(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b, held := addPerson(h.t, h.House, "A"), addPerson(h.t, h.House, "B"), addPerson(h.t, h.House, "HELD")
		group, matter := h.group("talk", a, b), h.group("matter", a, held)
		h.keep("group", 365, false)
		if _, err := h.kept.Hold(h.t.Context(), h.Org, h.boss, retention.NewHold{Person: held, Reason: "Action 123", Until: h.Now().Add(500 * oneDay)}); err != nil {
			h.t.Fatal(err)
		}
		h.talk.SetOthers(chat.Others{Holds: retention.Held})
		h.say(group, a, "91 days")
		h.say(matter, a, "held")
		h.sleep(60)
		h.say(group, a, "31 days")
		h.sleep(2)
		h.say(group, a, "29 days")
		h.sleep(26)
		h.SetPlan(plan.Plan{Name: "enterprise"})
		h.sleep(1)
		h.wants(group, "91 days,31 days,29 days")

		free := plan.Plan{Name: "free", Limits: map[string]int64{plan.MessageDays: 30}, Since: h.Now()}
		h.SetPlan(free)
		p, err := h.talk.ByPlan(h.t.Context(), h.Org)
		if err != nil || p.Days != 30 || p.Messages != 1 || p.Held != 1 || !p.From.Equal(h.Now().Add(30*oneDay)) {
			h.t.Errorf("what the plan will take: %+v, %v", p, err)
		}
		h.sleep(1)
		h.wants(group, "91 days,31 days,29 days")
		free.Since = h.Now().Add(-31 * oneDay)
		h.SetPlan(free)
		h.sleep(1)
		h.wants(group, "29 days")
		h.wants(matter, "held")

		if err := chat.SetPeriod(h.t.Context(), h.Org, h.boss, "direct", chat.Period{Days: 31}); !fault.Is(err, "plan_limit") {
			h.t.Errorf("a period longer than the plan's: %v", err)
		}
		if err := retention.SetPeriod(h.t.Context(), h.Org, h.boss, "conversation", 0, func(string) string { return "" }); !fault.Is(err, "plan_limit") {
			h.t.Errorf("for good: %v", err)
		}
	})
}
