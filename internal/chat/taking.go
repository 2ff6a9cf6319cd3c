package chat

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// takeAway gives somebody a file to keep, which the record knows of (FEATURES F191). Where
// the organisation forbids it files are only looked at, and the attempt is in the record
// (F195). Errors: not_found, downloads_off.
func takeAway(ctx context.Context, c *httpapi.Call, in *struct {
	FilePath
	Range string `header:"Range" maxLength:"200"`
}) (*huma.StreamResponse, error) {
	f, err := shownFile(ctx, c, in.FilePath)
	if err != nil {
		return nil, err
	}
	rules, err := RulesOf(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	action, refused := "chat.file.take", error(nil)
	if rules.NoDownloads {
		action, refused = "chat.file.take_refused", fault.New(fault.Conflict, "downloads_off")
	}
	// What is fetched piece by piece is one file: its first piece is told.
	if refused != nil || in.Range == "" || strings.HasPrefix(in.Range, "bytes=0-") {
		if err := told(ctx, c, action, in.FilePath); err != nil {
			return nil, err
		}
	}
	if refused != nil {
		return nil, refused
	}
	return serveBlob(c, f.Blob, served{name: f.About.V.Name, media: f.Type}), nil
}

func told(ctx context.Context, c *httpapi.Call, action string, at FilePath) error {
	return c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: action, Object: ref.To("conversation", at.ID),
			Note: map[string]string{"seq": strconv.FormatInt(at.Seq, 10), "file": strconv.Itoa(at.N)}})
		return nil
	})
}
