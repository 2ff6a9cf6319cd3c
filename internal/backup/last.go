package backup

import (
	"errors"
	"fmt"
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

// Last finds the newest backup in a folder: by its name, because a copied file
// has the time of the copying. [ErrNone] if there is none.
func Last(folder string) (Found, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return Found{}, err
	}
	// ReadDir sorts by name, and names sort as their times do.
	for i := len(entries) - 1; i >= 0; i-- {
		at, ok := timeOf(entries[i].Name())
		if !ok || !entries[i].Type().IsRegular() {
			continue
		}
		info, err := entries[i].Info()
		if err != nil {
			return Found{}, err
		}
		return Found{Path: filepath.Join(folder, info.Name()), Time: at, Size: info.Size()}, nil
	}
	return Found{}, fmt.Errorf("%w: %s", ErrNone, folder)
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
