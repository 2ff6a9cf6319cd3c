package bus

import (
	"bytes"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"
)

const soon = 20 * time.Second // a machine may be busy; nothing here needs a second

func open(t *testing.T, c Config) *Bus {
	t.Helper()
	b, err := Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// hear subscribes and gives what comes through a channel.
func hear(t *testing.T, b *Bus, subject string) <-chan string {
	t.Helper()
	out := make(chan string, 10000)
	if _, err := b.Subscribe(subject, func(data []byte) { out <- string(data) }); err != nil {
		t.Fatal(err)
	}
	return out
}

func next(t *testing.T, from <-chan string) string {
	t.Helper()
	select {
	case m := <-from:
		return m
	case <-time.After(soon):
		t.Fatal("nothing was heard")
		return ""
	}
}

func publish(t *testing.T, b *Bus, subject, data string) {
	t.Helper()
	if err := b.Publish(subject, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(soon); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func TestOneProcessHearsItselfWithoutAPort(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	if err := b.Ready(); err != nil {
		t.Fatal(err)
	}
	if addr := b.embedded.Addr(); addr != nil {
		t.Errorf("it listens on %v", addr)
	}
	heard := hear(t, b, "wake.hk1")
	for i := range 1000 {
		publish(t, b, "wake.hk1", fmt.Sprint(i))
		publish(t, b, "wake.hk2", "for somebody else")
	}
	for i := range 1000 {
		if got := next(t, heard); got != fmt.Sprint(i) {
			t.Fatalf("message %d is %q", i, got)
		}
	}
	if s := b.Stats(); s.Dropped != 0 || s.Missed != 0 {
		t.Errorf("%+v", s)
	}
}

func TestTwoInstallationsInOneProcessDoNotHearEachOther(t *testing.T) {
	t.Parallel()
	a, b := open(t, Config{}), open(t, Config{})
	heard, own := hear(t, b, "wake"), hear(t, b, "own")
	publish(t, a, "wake", "x")
	_ = a.conn.Flush()
	publish(t, b, "own", "y")
	if next(t, own); len(heard) != 0 {
		t.Error("it heard the other")
	}
}

func TestASubscriptionBelowHearsEverySubjectOfOneHouse(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	heard := make(chan string, 10)
	if _, err := b.SubscribeBelow(Subject("rt", "hk1"), func(s string, data []byte) { heard <- s + "=" + string(data) }); err != nil {
		t.Fatal(err)
	}
	publish(t, b, "rt.hk1", "too short")
	publish(t, b, "rt.hk2.talk", "another house")
	publish(t, b, "rt.hk1.talk.a", "1")
	publish(t, b, "rt.hk1.talk", "2")
	if a, b := next(t, heard), next(t, heard); a != "rt.hk1.talk.a=1" || b != "rt.hk1.talk=2" {
		t.Error(a, b)
	}
}

func TestAfterCancelNothingIsHeard(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	var n atomic.Int64
	cancel, err := b.Subscribe("x", func([]byte) { n.Add(1) })
	if err != nil {
		t.Fatal(err)
	}
	other := hear(t, b, "x")
	publish(t, b, "x", "1")
	next(t, other)
	eventually(t, "the first is heard", func() bool { return n.Load() == 1 })
	cancel()
	cancel() // twice does no harm
	publish(t, b, "x", "2")
	if next(t, other); n.Load() != 1 {
		t.Error("heard after cancel")
	}
}

func TestNamesFromOutsideCannotBecomeWildcards(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	heard := hear(t, b, "rt.hk1.a")
	for _, bad := range []string{"", ".", "rt.", ".rt", "rt..a", "rt.*.a", "rt.>", ">", "*", "rt hk1", "rt.hk1\r\nPUB x 0", "rt.陳", "$SYS.x", "rt.\x00",
		Subject("rt", "hk1.a"), string(bytes.Repeat([]byte("a"), maxSubject+1))} {
		if err := b.Publish(bad, nil); !errors.Is(err, ErrSubject) {
			t.Errorf("publish to %q: %v", bad, err)
		}
		if _, err := b.Subscribe(bad, func([]byte) {}); !errors.Is(err, ErrSubject) {
			t.Errorf("subscribe to %q: %v", bad, err)
		}
		if _, err := b.SubscribeBelow(bad, func(string, []byte) {}); !errors.Is(err, ErrSubject) {
			t.Errorf("subscribe below %q: %v", bad, err)
		}
	}
	publish(t, b, "rt.hk1.a", "only this")
	if got := next(t, heard); got != "only this" {
		t.Error(got)
	}
}

func TestTheLargestMessageArrivesAndALargerOneIsRefused(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	heard := hear(t, b, "x")
	publish(t, b, "x", string(make([]byte, MaxBytes)))
	if got := next(t, heard); len(got) != MaxBytes {
		t.Errorf("%d bytes", len(got))
	}
	if err := b.Publish("x", make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func TestASlowSubscriberNeverStopsThePublisher(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	free := make(chan struct{})
	if _, err := b.Subscribe("x", func([]byte) { <-free }); err != nil {
		t.Fatal(err)
	}
	defer close(free)
	eventually(t, "missed messages are counted", func() bool {
		for range 500 {
			publish(t, b, "x", "y")
		}
		return b.Stats().Missed > 0
	})
	if err := b.Ready(); err != nil {
		t.Error(err)
	}
}

func TestAClosedBusRefuses(t *testing.T) {
	t.Parallel()
	b := open(t, Config{})
	heard := hear(t, b, "x")
	publish(t, b, "x", "last words")
	b.Close()
	b.Close()
	if b.Publish("x", nil) != ErrClosed || b.Ready() != ErrClosed {
		t.Error("a closed bus accepts messages")
	}
	if _, err := b.Subscribe("x", func([]byte) {}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if s := b.Stats(); s.Sent != 1 || len(heard) > 1 {
		t.Errorf("%+v", s)
	}
}

func BenchmarkPublishToOneSubscriber(b *testing.B) {
	bus, err := Open(Config{})
	if err != nil {
		b.Fatal(err)
	}
	defer bus.Close()
	heard := make(chan struct{}, 1)
	_, _ = bus.Subscribe("x", func([]byte) { heard <- struct{}{} })
	data := make([]byte, 300)
	for b.Loop() {
		_ = bus.Publish("x", data)
		<-heard
	}
}
