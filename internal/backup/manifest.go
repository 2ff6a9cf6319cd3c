package backup

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"time"

	"tramway/internal/id"
)

// The formats this program writes and reads: databases as copies of their pages,
// or as rows in neutral form.
const (
	pagesFormat = 1
	rowsFormat  = 2
)

// Kind is what a file holds.
type Kind string

// The kinds.
const (
	WholeInstallation Kind = ""
	OneOrganisation   Kind = "organisation"
)

// maxManifest bounds what a restore reads before it knows anything.
const maxManifest = 256 << 20

// Manifest is the first thing in a backup: what else is in it.
type Manifest struct {
	Format        int            `json:"format"`
	Kind          Kind           `json:"kind,omitempty"`
	Time          time.Time      `json:"time"`
	Version       string         `json:"version"`             // of the program that wrote it
	LogName       string         `json:"log_name"`            // to be served under again
	Passphrase    bool           `json:"with_passphrase"`     // the passphrase is in here too
	HeldRoot      bool           `json:"held_root,omitempty"` // the root key is elsewhere, as in Vault
	Host          *Rows          `json:"host,omitempty"`      // the installation's database, if in rows
	Organisations []Organisation `json:"organisations"`
	Parts         []Part         `json:"parts"`
}

// State says why an organisation has no database in a backup.
type State string

// The states. An organisation was unfinished if the copy fell between its first
// row and its first table; nobody had been told that it exists.
const (
	Whole      State = ""
	Destroyed  State = "destroyed"
	Unfinished State = "unfinished"
)

// Organisation is one house as it was copied. Size and Root are the head of its
// record, Checkpoint the last that it signed.
type Organisation struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	NameZh      string `json:"name_zh,omitempty"`
	State       State  `json:"state,omitempty"`
	Log         string `json:"log,omitempty"`
	Size        int64  `json:"size"`
	Root        []byte `json:"root,omitempty"`
	Checkpoint  string `json:"checkpoint,omitempty"`
	VerifierKey string `json:"verifier_key,omitempty"`
	Rows        *Rows  `json:"rows,omitempty"` // the house, if in rows
}

// Part is one file inside the backup.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 []byte `json:"sha256"`
}

var partName = regexp.MustCompile(`^(host\.db|host\.rows|copy\.key|(log|blob)\.key|(keys|orgs|blobs)/[A-Za-z0-9_.~=/-]+)$`)

// parseManifest reads a manifest and refuses names that could lead anywhere but
// into the folder.
func parseManifest(text []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, fmt.Errorf("%w: manifest", ErrFormat)
	}
	if m.Format != pagesFormat && m.Format != rowsFormat {
		return Manifest{}, fmt.Errorf("%w: %d, this program knows %d and %d", ErrFormat, m.Format, pagesFormat, rowsFormat)
	}
	seen := map[string]bool{manifestName: true}
	for _, p := range m.Parts {
		if p.Name == copyKeyName && p.Size != copyKeySize {
			return Manifest{}, fmt.Errorf("%w: key of the databases", ErrFormat)
		}
		if seen[p.Name] || p.Size < 0 || len(p.SHA256) != 32 || !partName.MatchString(p.Name) || !fs.ValidPath(p.Name) {
			return Manifest{}, fmt.Errorf("%w: part %q", ErrFormat, p.Name)
		}
		seen[p.Name] = true
	}
	return m, m.complete(seen)
}

// complete says whether what every installation has is among the parts.
func (m Manifest) complete(have map[string]bool) error {
	want := []string{copyKeyName, m.hostPart()}
	for _, o := range m.whole() {
		want = append(want, m.housePart(o.ID))
		if m.Kind == WholeInstallation {
			want = append(want, ringDir+"/"+o.ID+".json")
		}
	}
	switch {
	case m.Format == rowsFormat && !m.rowsSaid():
		return fmt.Errorf("%w: rows that are not described", ErrFormat)
	case m.Kind == WholeInstallation:
		want = append(want, ringDir+"/"+hostKeys+".json")
		if !m.HeldRoot {
			want = append(want, rootKey)
		}
	case m.Kind == OneOrganisation && len(m.Organisations) == 1 && len(m.whole()) == 1 && id.Check(m.Organisations[0].ID) == nil:
		want = append(want, logKeyName)
	default:
		return fmt.Errorf("%w: %q of %d organisations", ErrFormat, m.Kind, len(m.Organisations))
	}
	if i := slices.IndexFunc(want, func(name string) bool { return !have[name] }); i >= 0 {
		return fmt.Errorf("%w: %s is not listed", ErrFormat, want[i])
	}
	return nil
}
