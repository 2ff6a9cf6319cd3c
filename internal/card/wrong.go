package card

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/fault"
)

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,40}$`)
	langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
)

// wrong says what is the matter with a block of a known type: where in it, and why; "":
// nothing.
func (r *reader) wrong(b Block) (pointer, code string, args fault.Args) {
	switch b.Type {
	case "header", "context":
		return texted("/text", b.Text, maxLine)
	case "text":
		return texted("/text", b.Text, maxText)
	case "fields":
		return wrongFields(b.Fields)
	case "actions":
		return r.wrongButtons(b.Buttons)
	case "divider":
		return "", "", nil
	}
	if code, args = r.named(b.ID); code != "" {
		return "/id", code, args
	}
	if pointer, code, args = texted("/label", b.Label, maxLine); code != "" {
		return pointer, code, args
	}
	if b.Max < 0 || b.Max > maxInput {
		return "/max", "card_max", fault.Args{"max": maxInput}
	}
	if b.Type == "select" {
		if pointer, code, args = wrongOptions(b.Options); code != "" {
			return pointer, code, args
		}
	}
	code, args = b.refuses(b.Value)
	return "/value", code, args
}

// named takes an id, which is there once in a card.
func (r *reader) named(id string) (code string, args fault.Args) {
	if !idForm.MatchString(id) {
		return "card_id", nil
	}
	if r.ids[id] {
		return "card_id_twice", fault.Args{"id": id}
	}
	r.ids[id] = true
	return "", nil
}

// texted says what is wrong with a text that has to be there.
func texted(at string, t Text, most int) (pointer, code string, args fault.Args) {
	for _, lang := range sorted(t) {
		switch s := t[lang]; {
		case lang != "" && !langForm.MatchString(lang):
			return at, "card_lang", nil
		case strings.TrimSpace(s) == "":
			return at, "required", nil
		case utf8.RuneCountInString(s) > most:
			return at, "too_long", fault.Args{"max": most}
		}
	}
	if len(t) == 0 {
		return at, "required", nil
	}
	return "", "", nil
}

func wrongFields(all []Field) (pointer, code string, args fault.Args) {
	if len(all) == 0 || len(all) > maxFields {
		return "/fields", "card_count", fault.Args{"max": maxFields}
	}
	for i, f := range all {
		at := fmt.Sprintf("/fields/%d", i)
		if pointer, code, args = texted(at+"/label", f.Label, maxLine); code != "" {
			return pointer, code, args
		}
		if pointer, code, args = texted(at+"/value", f.Value, maxLine); code != "" {
			return pointer, code, args
		}
	}
	return "", "", nil
}

func wrongOptions(all []Option) (pointer, code string, args fault.Args) {
	if len(all) == 0 || len(all) > maxOptions {
		return "/options", "card_count", fault.Args{"max": maxOptions}
	}
	had := map[string]bool{}
	for i, o := range all {
		at := fmt.Sprintf("/options/%d", i)
		switch {
		case !idForm.MatchString(o.Value):
			return at + "/value", "card_id", nil
		case had[o.Value]:
			return at + "/value", "card_id_twice", fault.Args{"id": o.Value}
		}
		had[o.Value] = true
		if pointer, code, args = texted(at+"/text", o.Text, maxLine); code != "" {
			return pointer, code, args
		}
	}
	return "", "", nil
}

func (r *reader) wrongButtons(all []Button) (pointer, code string, args fault.Args) {
	if len(all) == 0 || len(all) > maxButtons {
		return "/buttons", "card_count", fault.Args{"max": maxButtons}
	}
	for i, b := range all {
		if pointer, code, args = r.wrongButton(b); code != "" {
			return fmt.Sprintf("/buttons/%d%s", i, pointer), code, args
		}
	}
	return "", "", nil
}

func (r *reader) wrongButton(b Button) (pointer, code string, args fault.Args) {
	if pointer, code, args = texted("/text", b.Text, maxButton); code != "" {
		return pointer, code, args
	}
	if !slices.Contains([]string{"", "default", "primary", "danger"}, b.Style) {
		return "/style", "card_style", nil
	}
	if b.Confirm != nil {
		if pointer, code, args = texted("/confirm", b.Confirm, maxLine); code != "" {
			return pointer, code, args
		}
	}
	if b.URL == "" {
		code, args = r.named(b.ID)
		return "/id", code, args
	}
	if b.ID != "" || b.Confirm != nil {
		return "", "card_url_alone", nil
	}
	if u, err := url.Parse(b.URL); err != nil || len(b.URL) > maxURL || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil {
		return "/url", "card_url", nil
	}
	return "", "", nil
}

// refuses says why a block that asks does not take a value; "": it does.
func (b Block) refuses(value string) (code string, args fault.Args) {
	switch {
	case value == "":
		return "", nil
	case b.Type == "select":
		if !slices.ContainsFunc(b.Options, func(o Option) bool { return o.Value == value }) {
			return "card_option", nil
		}
	case b.Type == "date":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "card_date", nil
		}
	case utf8.RuneCountInString(value) > b.most():
		return "too_long", fault.Args{"max": b.most()}
	case !b.Lines && strings.ContainsAny(value, "\r\n"):
		return "card_one_line", nil
	}
	return "", nil
}

// most is how many characters an input takes.
func (b Block) most() int {
	if b.Max > 0 {
		return b.Max
	}
	return maxInput
}
