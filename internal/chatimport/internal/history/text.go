package history

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kyokomi/emoji/v2"
)

// Mark stands on both sides of the key of whoever a text names. No text has it of its own.
const Mark = "\u0001"

// Named is how a text names somebody.
func Named(key string) string { return Mark + key + Mark }

// Clean is a text without what is no character, and without our own signs.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// Short is a cleaned text of one line, cut after so many characters.
func Short(s string, most int) string {
	s = strings.Join(strings.Fields(Clean(s)), " ")
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most])
	}
	return s
}

// Written splits a text at those whom it names, and puts there what as says of a key.
func Written(text string, as func(key string) string) string {
	parts := strings.Split(text, Mark)
	for i := 1; i < len(parts); i += 2 {
		if i < len(parts)-1 {
			parts[i] = as(parts[i])
		}
	}
	return strings.Join(parts, "")
}

// The first moment that a message can have: before it nobody wrote any of this.
var first = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// Believable says whether a message can be of a moment: not before 1990, and not later
// than ten minutes from now.
func Believable(at, now time.Time) bool { return at.After(first) && at.Before(now.Add(10*time.Minute)) }

// tones are the shades of hands and faces, as Slack and Mattermost call them.
var tones = map[string]string{"skin-tone-2": "\U0001F3FB", "skin-tone-3": "\U0001F3FC", "skin-tone-4": "\U0001F3FD", "skin-tone-5": "\U0001F3FE", "skin-tone-6": "\U0001F3FF"}

// Emoji is the character of a name such as "thumbsup", "+1" or "wave::skin-tone-3"; "" for
// a picture of the organisation's own.
func Emoji(name string) string {
	name, tone, _ := strings.Cut(strings.Trim(name, ":"), "::")
	found := strings.TrimSpace(codes[":"+name+":"])
	if found == "" {
		return ""
	}
	if found == "\u263a" || found == "\u2764" {
		found += "\ufe0f"
	}
	return found + tones[tone]
}

var codes = emoji.CodeMap()

// Nod is what a reaction is kept as: its character, or the name of a picture of the
// organisation's own between colons; "" for what is no name.
func Nod(name string) string {
	if e := Emoji(name); e != "" {
		return e
	}
	name = strings.Trim(name, ":")
	if n := nameEnd(name + ":"); n == 0 || n != len(name) || n > maxNod {
		return ""
	}
	return ":" + name + ":"
}

// OwnPicture says whether a reaction is kept by the name of a picture.
func OwnPicture(nod string) bool { return strings.HasPrefix(nod, ":") }

const maxNod = 58 // characters of a name

// Emojis writes the names of emojis in a text as characters.
func Emojis(text string) string {
	var out strings.Builder
	for {
		from := strings.IndexByte(text, ':')
		if from < 0 {
			break
		}
		n := nameEnd(text[from+1:])
		if n > 0 {
			if e := Emoji(text[from+1 : from+1+n]); e != "" {
				out.WriteString(text[:from] + e)
				text = text[from+n+2:]
				continue
			}
		}
		out.WriteString(text[:from+1])
		text = text[from+1:]
	}
	return out.String() + text
}

// nameEnd is how long the name is that a colon ends; 0: there is none.
func nameEnd(s string) int {
	for i := range min(len(s), 64) {
		switch c := s[i]; {
		case c == ':':
			return i
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_', c == '-', c == '+':
		default:
			return 0
		}
	}
	return 0
}
