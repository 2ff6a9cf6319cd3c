// Package rules says when a notice takes which step: no clock, no database.
//
// Floor: 4
package rules

import (
	"slices"
	"time"

	"tramway/internal/fault"
)

// The channels. On the page it always shows first; the others are the steps.
const (
	Page  = "app"
	Push  = "push"
	Mail  = "mail"
	SMS   = "sms"
	Voice = "voice"
)

// Channels are those that can be steps.
var Channels = []string{Push, Mail, SMS, Voice}

// Paid says that a step costs money each time: what became of it may be unknown, and it
// is not taken twice.
func Paid(channel string) bool { return channel == SMS || channel == Voice }

// Bounds.
const (
	MaxText      = 500 // characters
	MaxReceivers = 1000
	MaxWait      = 60 // minutes between two steps
	MinRepeat    = 5  // minutes
	MaxRepeat    = 60
	Chase        = 24 * time.Hour
	MaxAhead     = 90 * 24 * time.Hour
	MaxLaters    = 2
	Later        = 10 * time.Minute
)

// Step is one channel, so many minutes after the step before.
type Step struct {
	Channel string `json:"channel" enum:"push,mail,sms,voice"`
	After   int    `json:"after_minutes" minimum:"0" maximum:"60"`
}

// Ladder is what is done until a receiver has answered.
type Ladder struct {
	Steps  []Step
	Repeat int // minutes between reminders after the last step; 0: none
}

// Check names what is wrong with a ladder.
func (l Ladder) Check(bad *fault.Fields) {
	had := []string{}
	for _, s := range l.Steps {
		if !slices.Contains(Channels, s.Channel) || slices.Contains(had, s.Channel) || s.After < 0 || s.After > MaxWait {
			bad.Add("body.steps", "invalid_value")
		}
		had = append(had, s.Channel)
	}
	if l.Repeat != 0 && (l.Repeat < MinRepeat || l.Repeat > MaxRepeat) {
		bad.Add("body.repeat_minutes", "invalid_value")
	}
}

// CheckText names what is wrong with a text.
func CheckText(text string, bad *fault.Fields) { bad.Length("body.text", text, 1, MaxText) }

// Wait is how long after so many steps the next one comes; no: there is none.
func (l Ladder) Wait(done int) (wait time.Duration, more bool) {
	switch {
	case done < len(l.Steps):
		return time.Duration(l.Steps[done].After) * time.Minute, true
	case l.Repeat > 0:
		return time.Duration(l.Repeat) * time.Minute, true
	}
	return 0, false
}

// At is what the next step after so many does: the channel of the ladder, or, when that
// is through, what costs nothing: page and push.
func (l Ladder) At(done int) []string {
	if done < len(l.Steps) {
		return []string{l.Steps[done].Channel}
	}
	if slices.ContainsFunc(l.Steps, func(s Step) bool { return s.Channel == Push }) {
		return []string{Page, Push}
	}
	return []string{Page}
}

// Pause is how long after so many failed tries the next one is made.
func Pause(tries int) time.Duration { return min(30*time.Second<<min(tries, 10), 30*time.Minute) }
