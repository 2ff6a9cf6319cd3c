package backup

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	namePrefix = "tramway-backup-"
	nameTime   = "20060102T150405Z"
	nameSuffix = ".age"
)

func fileName(at time.Time) string { return namePrefix + at.UTC().Format(nameTime) + nameSuffix }

// dumpName is that of a dump of one organisation.
func dumpName(orgID string, at time.Time) string {
	return "tramway-org-" + orgID + "-" + at.UTC().Format(nameTime) + nameSuffix
}

// Found is a backup in a folder, known by its name alone.
type Found struct {
	Path string
	Time time.Time // when it began
	Size int64
}

// Age is how much of the installation's life is in no backup.
func (f Found) Age(now time.Time) time.Duration { return now.Sub(f.Time) }

// list finds the backups in a folder, newest first: by their names, because a
// copied file has the time of the copying.
func list(folder string) ([]Found, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var out []Found
	for _, e := range entries {
		at, ok := timeOf(e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil { // else it went meanwhile
			out = append(out, Found{Path: filepath.Join(folder, e.Name()), Time: at, Size: info.Size()})
		}
	}
	newestFirst(out)
	return out, nil
}

func timeOf(name string) (time.Time, bool) {
	text, ok := strings.CutPrefix(name, namePrefix)
	if !ok {
		return time.Time{}, false
	}
	if text, ok = strings.CutSuffix(text, nameSuffix); !ok {
		return time.Time{}, false
	}
	at, err := time.Parse(nameTime, text)
	return at, err == nil
}
