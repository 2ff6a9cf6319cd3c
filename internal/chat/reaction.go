package chat

import (
	"context"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// maxEmojis is how many different ones a message can have.
const maxEmojis = 20

// React adds or takes back a person's reaction to a message. Errors: not_found,
// message_gone, invalid emoji, too_many.
func React(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, emoji string, on bool) error {
	if !isEmoji(emoji) && !isOwnPicture(emoji) {
		return fault.Bad("path.emoji", "invalid_value")
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("reaction")
		_, m, err := changeable(tx, conversation, seq, -1)
		if err == nil && on {
			err = inside(tx, conversation)
		}
		if err != nil {
			return err
		}
		changed, err := react(tx, m, emoji, on)
		if err != nil || !changed {
			return err
		}
		tx.Emit(chatevent.Changed{Conversation: conversation, Seq: seq})
		_, err = store.NextRev(tx.Ctx, tx, conversation, seq)
		return err
	})
}

func react(tx *org.Tx, m store.Message, emoji string, on bool) (changed bool, err error) {
	if !on {
		return store.Unreact(tx.Ctx, tx, m.Conversation, m.Seq, emoji, tx.Who.ID)
	}
	had, err := store.Emojis(tx.Ctx, tx, m.Conversation, m.Seq)
	if err != nil {
		return false, err
	}
	if isOwnPicture(emoji) && !slices.Contains(had, emoji) { // joined where it came from elsewhere
		return false, fault.Bad("path.emoji", "invalid_value")
	}
	if len(had) >= maxEmojis && !slices.Contains(had, emoji) {
		return false, fault.Bad("path.emoji", "too_many", fault.Args{"max": maxEmojis})
	}
	return store.React(tx.Ctx, tx, m.Conversation, m.Seq, emoji, tx.Who.ID, sqldb.At(tx.Now()))
}

// isEmoji tells an emoji, simple or joined, from text: at most ten characters, symbols
// and what joins and varies them.
func isEmoji(s string) bool {
	if s == "" || !utf8.ValidString(s) || utf8.RuneCountInString(s) > 10 {
		return false
	}
	symbol := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.So, unicode.Sk) && r > 0xff:
			symbol = true
		case r == 0x200d, r == 0xfe0f, r == 0x20e3, r >= 0xe0020 && r <= 0xe007f: // joiner, variant, keycap, flags of regions
			symbol = symbol || r == 0x20e3
		case unicode.IsDigit(r) && r < 0x80, r == '#', r == '*', r == 0x203c, r == 0x2049: // keycaps
		default:
			return false
		}
	}
	return symbol
}

// isOwnPicture tells the name of another program's own picture, between colons, as messages
// that were imported from there have it.
func isOwnPicture(s string) bool { return len(s) <= 60 && ownPicture.MatchString(s) }

var ownPicture = regexp.MustCompile(`^:[a-z0-9_+-]+:$`)
