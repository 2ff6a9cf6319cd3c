package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/fault"
)

// A ladder is climbed once, each step after its wait; what follows costs nothing and
// comes for as long as it is asked for.
func TestALadderIsClimbedOnce(t *testing.T) {
	t.Parallel()
	l := rules.Ladder{Steps: []rules.Step{{Channel: rules.Push}, {Channel: rules.Mail, After: 5}, {Channel: rules.SMS, After: 10}}, Repeat: 15}
	for done, want := range []struct {
		wait time.Duration
		does []string
	}{{0, []string{"push"}}, {5 * time.Minute, []string{"mail"}}, {10 * time.Minute, []string{"sms"}}, {15 * time.Minute, []string{"app", "push"}}, {15 * time.Minute, []string{"app", "push"}}} {
		if wait, more := l.Wait(done); wait != want.wait || !more || !slices.Equal(l.At(done), want.does) {
			t.Errorf("after %d: %s %v %v", done, wait, more, l.At(done))
		}
	}
	l.Repeat = 0
	if _, more := l.Wait(3); more {
		t.Error("it goes on without a repeat")
	}
	if does := (rules.Ladder{Repeat: 5}).At(0); !slices.Equal(does, []string{"app"}) {
		t.Errorf("without push a reminder does %v", does)
	}
}

func TestBadLaddersAndTexts(t *testing.T) {
	t.Parallel()
	step := func(channel string, after int) rules.Step { return rules.Step{Channel: channel, After: after} }
	for _, l := range []rules.Ladder{{Steps: []rules.Step{step("fax", 1)}}, {Steps: []rules.Step{step("sms", 1), step("sms", 1)}}, {Steps: []rules.Step{step("mail", 61)}},
		{Steps: []rules.Step{step("mail", -1)}}, {Repeat: 4}, {Repeat: 61}, {Steps: []rules.Step{step("app", 1)}}} {
		var bad fault.Fields
		if l.Check(&bad); bad.Err() == nil {
			t.Errorf("%+v is taken", l)
		}
	}
	for text, ok := range map[string]bool{"": false, strings.Repeat("火", 500): true, strings.Repeat("火", 501): false} {
		var bad fault.Fields
		if rules.CheckText(text, &bad); (bad.Err() == nil) != ok {
			t.Errorf("a text of %d bytes: %v", len(text), bad.Err())
		}
	}
	for tries, last := 0, time.Duration(0); tries < 20; tries++ {
		p := rules.Pause(tries)
		if p < last || p > 30*time.Minute || p < 30*time.Second {
			t.Errorf("after %d tries %s", tries, p)
		}
		last = p
	}
}
