package slack

import (
	"regexp"
	"strings"

	"tramway/internal/chatimport/internal/history"
)

var (
	angled   = regexp.MustCompile(`<([^<>\n]+)>`)
	code     = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`")
	bold     = regexp.MustCompile(`(^|[\s\p{P}\p{Han}])\*([^\s*](?:[^*\n]*[^\s*])?)\*`)
	struck   = regexp.MustCompile(`(^|[\s\p{P}\p{Han}])~([^\s~](?:[^~\n]*[^\s~])?)~`)
	entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// markdown writes a text in Slack's marks as Markdown, and says whether it calls everybody.
func (r *reader) markdown(text string) (out string, all bool) {
	text = history.Clean(text)
	at := 0
	var b strings.Builder
	for _, c := range code.FindAllStringIndex(text, -1) {
		plain, calls := r.spoken(text[at:c[0]])
		block, named := r.angles(text[c[0]:c[1]], true)
		b.WriteString(plain + entities.Replace(block))
		all, at = all || calls || named, c[1]
	}
	rest, calls := r.spoken(text[at:])
	return b.String() + rest, all || calls
}

// plain is a topic or a purpose as it was read.
func (r *reader) plain(text string) string {
	text, _ = r.angles(history.Clean(text), true)
	return history.Emojis(entities.Replace(text))
}

// spoken is a part of a text outside of code.
func (r *reader) spoken(text string) (string, bool) {
	text = bold.ReplaceAllString(text, "$1**$2**")
	text = struck.ReplaceAllString(text, "$1~~$2~~")
	text, all := r.angles(text, false)
	return history.Emojis(entities.Replace(text)), all
}

// angles puts in what stands between angle brackets: persons, channels, links. In code
// only what would be unreadable is replaced.
func (r *reader) angles(text string, inCode bool) (out string, all bool) {
	out = angled.ReplaceAllStringFunc(text, func(s string) string {
		what, label, _ := strings.Cut(s[1:len(s)-1], "|")
		switch {
		case strings.HasPrefix(what, "@") && inCode:
			return "@" + firstOf(r.known[what[1:]], label, what[1:])
		case strings.HasPrefix(what, "@"):
			if _, known := r.known[what[1:]]; known {
				return history.Named(what[1:])
			}
			return "@" + firstOf(label, what[1:])
		case strings.HasPrefix(what, "#"):
			return "#" + firstOf(label, r.called[what[1:]], what[1:])
		case what == "!here", what == "!channel", what == "!everyone":
			all = true
			return "@all"
		case strings.HasPrefix(what, "!"):
			return firstOf(label, strings.TrimPrefix(what, "!"))
		}
		return link(what, label, inCode)
	})
	return out, all
}

func link(to, label string, inCode bool) string {
	to = strings.NewReplacer("(", "%28", ")", "%29").Replace(to)
	bare := strings.TrimPrefix(to, "mailto:")
	if label == "" || label == to || label == bare || inCode {
		return bare
	}
	return "[" + strings.NewReplacer("[", "(", "]", ")").Replace(label) + "](" + to + ")"
}
