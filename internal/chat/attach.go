package chat

import (
	"math"
	"slices"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds of what one message carries.
const (
	maxFiles        = 20
	maxForwardFiles = 40
	maxPlace        = 200 // characters
)

// Location is a place that somebody shows.
type Location struct {
	Lat   float64 `json:"lat" minimum:"-90" maximum:"90" doc:"degrees, WGS 84"`
	Lon   float64 `json:"lon" minimum:"-180" maximum:"180"`
	Label string  `json:"label,omitempty" maxLength:"200" doc:"what is there, in the sender's words"`
}

// fileRef is how a message, or an upload before it, uses its bytes.
func fileRef(id string) ref.Ref { return ref.To("file", id) }

func fileRefs(ids []string) []ref.Ref {
	out := make([]ref.Ref, len(ids))
	for i, id := range ids {
		out[i] = fileRef(id)
	}
	return out
}

// carries says that a draft need not have a text.
func (d *Draft) carries() bool {
	return len(d.Files) > 0 || d.Location != nil || d.Contact != ""
}

func (d *Draft) carriesFiles() bool { return len(d.Files) > 0 }

func (d *Draft) checkFiles(bad *fault.Fields) {
	if len(d.Files) > maxFiles {
		bad.Add("body.files", "too_many", fault.Args{"max": maxFiles})
	}
	if slices.ContainsFunc(d.Files, func(f string) bool { return id.Check(f) != nil }) || len(slices.Compact(slices.Sorted(slices.Values(d.Files)))) != len(d.Files) {
		bad.Add("body.files", "unknown_file")
	}
	if l := d.Location; l != nil {
		if math.IsNaN(l.Lat) || math.Abs(l.Lat) > 90 || math.IsNaN(l.Lon) || math.Abs(l.Lon) > 180 {
			bad.Add("body.location", "invalid_value")
		}
		if l.Label = strings.TrimSpace(l.Label); len([]rune(l.Label)) > maxPlace {
			bad.Add("body.location.label", "too_long", fault.Args{"max": maxPlace})
		}
	}
	if d.Contact != "" && id.Check(d.Contact) != nil {
		bad.Add("body.contact", "unknown_person")
	}
}

// gather reads what a draft carries: its sender's uploads, whole and in no message yet,
// in the order they were named, then the place and the colleague.
func gather(tx *org.Tx, d *Draft) error {
	d.attached = nil
	if len(d.Files) > 0 {
		rows, err := store.Whole(tx.Ctx, tx, tx.Who.ID, d.Files)
		if err != nil {
			return err
		}
		if len(rows) != len(d.Files) || slices.ContainsFunc(rows, func(u store.Upload) bool { return u.Kind == anArchive }) {
			return fault.New(fault.Conflict, "file_gone")
		}
		slices.SortFunc(rows, func(a, b store.Upload) int { return slices.Index(d.Files, a.ID) - slices.Index(d.Files, b.ID) })
		for _, u := range rows {
			d.attached = append(d.attached, u.File())
		}
	}
	small := store.File{Sender: tx.Who.ID, At: sqldb.At(tx.Now())}
	if l := d.Location; l != nil {
		f := small
		f.ID, f.Kind, f.About = tx.NewID(), aLocation, sqldb.Seal(store.About{Lat: l.Lat, Lon: l.Lon, Place: l.Label})
		d.attached = append(d.attached, f)
	}
	if d.Contact != "" {
		f := small
		f.ID, f.Kind, f.Person = tx.NewID(), aContact, d.Contact
		d.attached = append(d.attached, f)
	}
	return nil
}

// attach gives a message what its draft carries; the uploads are its own from now on.
func attach(tx *org.Tx, m store.Message, d Draft) error {
	if len(d.attached) == 0 {
		return nil
	}
	if err := store.AddFiles(tx.Ctx, tx, m.Conversation, m.Seq, d.attached); err != nil {
		return err
	}
	return store.DropUploads(tx.Ctx, tx, idsOf(d.attached))
}

// holdFiles lets a held message wait with what its draft carries.
func holdFiles(tx *org.Tx, held string, d Draft) error {
	for n, f := range d.attached {
		if f.Blob != "" {
			continue
		}
		u := store.Upload{ID: f.ID, Person: f.Sender, Kind: f.Kind, About: f.About, Who: f.Person, N: n, At: f.At, Parts: sqldb.AsJSON([]store.Piece{})}
		if err := store.AddUploads(tx.Ctx, tx, u); err != nil {
			return err
		}
	}
	return store.HoldUploads(tx.Ctx, tx, held, d.attached)
}

// heldFiles are what a held message waits with.
func heldFiles(tx *org.Tx, held string) (out []store.File, err error) {
	rows, err := store.UploadsHeld(tx.Ctx, tx, held)
	for _, u := range rows {
		out = append(out, u.File())
	}
	return out, err
}

func idsOf(files []store.File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.ID
	}
	return out
}

// kindsOf are the kinds of what a message carries, each once, in their order.
func kindsOf(files []store.File) string {
	var out []string
	for _, f := range files {
		if !slices.Contains(out, f.Kind) {
			out = append(out, f.Kind)
		}
	}
	return strings.Join(out, " ")
}

// wordsOf are the words by which what is carried is found, and inspected.
func wordsOf(files []store.File) (out []string) {
	for _, f := range files {
		for _, w := range []string{f.About.V.Name, f.About.V.Place} {
			if w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// said is a text with the words of what comes with it.
func said(text string, files []store.File) string {
	return strings.Trim(strings.Join(append([]string{text}, wordsOf(files)...), "\n"), "\n")
}

// inspect asks about a message, and about each file by its name; the strictest word counts.
// sure: its author has read a warning about it.
func (m *Module) inspect(tx *org.Tx, mine store.Mine, text string, sure bool, files []store.File) (v life.Verdict, by string, err error) {
	content := life.Content{Kind: "message", Author: tx.Who.ID, In: ref.To("conversation", mine.ID), Class: classOf(mine.Conversation), Text: text, Sure: sure}
	v, by, err = life.Inspect(tx, m.inspectors, content)
	for _, f := range files {
		if err != nil || f.Blob == "" {
			continue
		}
		content.Kind, content.Text = "file", f.About.V.Name
		var one life.Verdict
		var who string
		if one, who, err = life.Inspect(tx, m.inspectors, content); one.State != life.Released && v.State != life.Held {
			v, by = one, who
		}
	}
	return v, by, err
}

// digestsOf are those of the bytes, for the record.
func digestsOf(files []store.File) string {
	var out []string
	for _, f := range files {
		if f.About.V.SHA256 != "" {
			out = append(out, f.About.V.SHA256)
		}
	}
	return strings.Join(out, " ")
}

// ofPart are those that belong to one part of a message.
func ofPart(files []store.File, part int) (out []store.File) {
	for _, f := range files {
		if f.Part == part {
			out = append(out, f)
		}
	}
	return out
}

// again gives files that are in a message to another one: the bytes stay where they are.
func again(tx *org.Tx, part int, files []store.File) (out []store.File, err error) {
	for _, f := range files {
		f.ID, f.Part = tx.NewID(), part
		for _, b := range f.Blobs() {
			if err := tx.UseBlob(b, fileRef(f.ID)); err != nil {
				return nil, err
			}
		}
		out = append(out, f)
	}
	return out, nil
}

// dropFiles removes files, and lets go of their bytes.
func dropFiles(tx *org.Tx, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if err := tx.ReleaseBlobs(fileRefs(ids)...); err != nil {
		return err
	}
	return store.DropFiles(tx.Ctx, tx, ids)
}

// dropUploads removes what is in no message.
func dropUploads(tx *org.Tx, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if err := tx.ReleaseBlobs(fileRefs(ids)...); err != nil {
		return err
	}
	return store.DropUploads(tx.Ctx, tx, ids)
}

// dropAdrift removes what held messages waited with that are gone.
func dropAdrift(tx *org.Tx, limit int) (int, error) {
	ids, err := store.UploadsAdrift(tx.Ctx, tx, limit)
	if err != nil {
		return 0, err
	}
	return len(ids), dropUploads(tx, ids)
}

// letGo removes what a recalled message carried from elsewhere; what its sender sent
// with it stays out of sight, as its text does, until its time is over.
func letGo(tx *org.Tx, m store.Message) error {
	if m.Attached == "" {
		return nil
	}
	ids, err := store.FilesForwarded(tx.Ctx, tx, m.Conversation, m.Seq)
	if err != nil {
		return err
	}
	return dropFiles(tx, ids)
}
