package chat

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
)

// Messages are named from elsewhere as "message:conversation/place".

// citedRunes is how much of a text a card shows of it.
const citedRunes = 200

// cited are the cards of messages that the reader may read at this moment: a few
// questions for all of them.
func (m *Module) cited(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	if err := c.Allow(Use, authz.Resource{}); err != nil {
		return nil, err
	}
	texts, err := m.TextsSeen(ctx, c.Org.Read(), c.Person(), citedPlaces(ids))
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	var places []store.Place
	var talks []string
	for _, t := range texts {
		places, talks = append(places, t.Place), append(talks, t.Conversation)
	}
	views, err := m.viewsAt(ctx, c, places)
	if err != nil {
		return nil, err
	}
	title, err := m.titles(ctx, c, talks)
	out := make([]ref.Card, len(texts))
	for i, t := range texts {
		id := fmt.Sprintf("%s/%d", t.Conversation, t.Seq)
		name := shown(Member{Name: views[t.Place].SenderName, NameZh: views[t.Place].SenderNameZh})
		out[i] = ref.Card{Ref: ref.To("message", id), Subtitle: oneLine(t.Text), Link: fmt.Sprintf("/im/%s?at=%d", t.Conversation, t.Seq),
			Title: lang.Text(c.Lang, "card.message", map[string]any{"name": name, "conversation": title[t.Conversation]})}
	}
	return out, err
}

// citedPlaces reads "conversation/place"; what is no such name is nowhere.
func citedPlaces(ids []string) (out []store.Place) {
	for _, id := range ids {
		conversation, place, _ := strings.Cut(id, "/")
		if seq, err := strconv.ParseInt(place, 10, 64); err == nil && seq > 0 && strconv.FormatInt(seq, 10) == place {
			out = append(out, store.Place{Conversation: conversation, Seq: seq})
		}
	}
	return out
}

// oneLine is the beginning of a text, without its breaks.
func oneLine(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= citedRunes {
		return string(runes)
	}
	return string(runes[:citedRunes]) + "…"
}
