package siem

import (
	"net/netip"
	"strconv"
	"strings"
)

// cef is the event as a line of the Common Event Format: seven fields that stand
// between bars, then names and values.
func (e Event) cef() string {
	c := ClassOf(e.Entry.Action)
	var b strings.Builder
	b.WriteString("CEF:0|Tramway|Tramway")
	for _, field := range []string{e.Version, e.Entry.Action, e.Name, strconv.Itoa(cefSeverity(c.Severity))} {
		b.WriteString("|" + headerEscape.Replace(oneLine.Replace(field)))
	}
	b.WriteByte('|')
	for i, p := range e.extension() {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p[0] + "=" + strings.Map(visible, extensionEscape.Replace(p[1])))
	}
	return b.String()
}

// In the header a bar and a backslash are escaped and no line ends; in a value an
// equals sign, a backslash and the ends of lines are escaped, and a bar is a bar.
var (
	oneLine         = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")
	headerEscape    = strings.NewReplacer(`\`, `\\`, `|`, `\|`)
	extensionEscape = strings.NewReplacer(`\`, `\\`, `=`, `\=`, "\r", `\r`, "\n", `\n`)
)

// visible takes characters that no line should hold.
func visible(r rune) rune {
	if r < ' ' {
		return ' '
	}
	return r
}

// cefSeverity is on CEF's scale of 0 to 10: low to 3, medium to 6, high to 8.
func cefSeverity(ocsf int) int { return []int{0, 1, 3, 6, 8, 10}[min(max(ocsf, 0), 5)] }

func (e Event) extension() (out [][2]string) {
	add := func(name, value string) {
		if value != "" {
			out = append(out, [2]string{name, value})
		}
	}
	labelled := func(name, label, value string) {
		if value != "" {
			add(name+"Label", label)
			add(name, value)
		}
	}
	en := e.Entry
	add("rt", strconv.FormatInt(en.At/1000, 10))
	add("externalId", en.ID)
	add("act", en.Action)
	add("suid", en.Actor.ID)
	add("spriv", en.Actor.Kind)
	if a, err := netip.ParseAddr(en.Address); err == nil && a.Unmap().Is4() {
		add("src", a.Unmap().String())
	} else if err == nil {
		labelled("c6a2", "Source IPv6 Address", a.String())
	}
	labelled("cs1", "object", en.Object)
	labelled("cs2", "organisation", en.Org)
	labelled("cs3", "request", en.Request)
	labelled("cs4", "device", en.Device)
	if e.Index >= 0 {
		labelled("cn1", "place", strconv.FormatInt(e.Index, 10))
	}
	if isFailure(en.Action) {
		add("outcome", "failure")
	}
	if e.Bodies {
		labelled("cs5", "before", string(en.Before))
		labelled("cs6", "after", string(en.After))
	}
	return out
}
