// Package rules is what an announcement has to say before it may be sent, and how the
// versions of a policy are numbered. It knows no clock and no database.
//
// Floor: 1
package rules

import (
	"strings"

	"tramway/internal/civil"
	"tramway/internal/fault"
)

// The templates.
const (
	Free = "free" // a title and a text
	Four = "four" // background, effective date, consequences, contact
)

// Wording is an announcement in one language; the free form has a title and a body only.
type Wording struct {
	Title        string `json:"title,omitempty" maxLength:"120"`
	Body         string `json:"body,omitempty" maxLength:"20000" doc:"Markdown"`
	Background   string `json:"background,omitempty" maxLength:"5000" doc:"Markdown"`
	Consequences string `json:"consequences,omitempty" maxLength:"5000" doc:"Markdown"`
	Contact      string `json:"contact,omitempty" maxLength:"500" doc:"whom to ask, such as the IT department"`
}

func (t Wording) begun() bool {
	return strings.TrimSpace(t.Title+t.Body+t.Background+t.Consequences+t.Contact) != ""
}

// Content is what an announcement says. One language is enough; one that is begun has to
// be whole.
type Content struct {
	En           Wording `json:"en"`
	Zh           Wording `json:"zh"`
	EffectiveOn  string  `json:"effective_on,omitempty" maxLength:"10" doc:"2026-11-22: from when it holds"`
	Disciplinary bool    `json:"disciplinary,omitempty" doc:"who ignores it faces disciplinary action"`
	Liability    bool    `json:"liability,omitempty" doc:"who ignores it may be liable in law"`
}

// Trimmed is a content without blanks around its texts.
func (c Content) Trimmed() Content {
	for _, s := range []*string{&c.En.Title, &c.En.Contact, &c.Zh.Title, &c.Zh.Contact, &c.EffectiveOn} {
		*s = strings.TrimSpace(*s)
	}
	return c
}

// Missing says what keeps a content from being sent by a template, field by field:
// required, day, consequence_required.
func (c Content) Missing(template string, policy bool) fault.Fields {
	var bad fault.Fields
	if !c.En.begun() && !c.Zh.begun() {
		bad.Add("body.content.en.title", "required")
	}
	for at, t := range map[string]Wording{"body.content.en.": c.En, "body.content.zh.": c.Zh} {
		if t.begun() {
			t.missing(at, template, &bad)
		}
	}
	if c.EffectiveOn == "" && (template == Four || policy) {
		bad.Add("body.content.effective_on", "required")
	}
	if _, err := civil.Parse(c.EffectiveOn); c.EffectiveOn != "" && err != nil {
		bad.Add("body.content.effective_on", "day")
	}
	if template == Four && !c.Disciplinary && !c.Liability {
		bad.Add("body.content.disciplinary", "consequence_required")
	}
	return bad
}

func (t Wording) missing(at, template string, bad *fault.Fields) {
	asked := map[string]string{"title": t.Title, "body": t.Body}
	if template == Four {
		asked = map[string]string{"title": t.Title, "background": t.Background, "consequences": t.Consequences, "contact": t.Contact}
	}
	for field, text := range asked {
		if strings.TrimSpace(text) == "" {
			bad.Add(at+field, "required")
		}
	}
}
