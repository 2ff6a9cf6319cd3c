package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"tramway/internal/backup"
)

// installation is the subject of what is no organisation's.
const installation = "installation"

// On makes a finding about the installation.
func On(g Grade, remedy, text string, args ...any) Finding {
	return Finding{Grade: g, Subject: installation, Text: fmt.Sprintf(text, args...), Remedy: remedy}
}

// Space looks at the disk that holds a folder: a full one stops all writing.
func Space(dir string) Finding {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return On(Fault, "", "the disk of %s: %v", dir, err)
	}
	free, part := uint64(s.Bavail)*uint64(s.Bsize), float64(s.Bavail)/float64(max(s.Blocks, 1))
	text := fmt.Sprintf("%.1f GB free (%.0f %%) where %s lies", float64(free)/1e9, 100*part, dir)
	switch {
	case free < 200e6:
		return On(Fault, "make room at once: writing is about to stop", "%s", text)
	case free < 5e9 || part < 0.05:
		return On(Warning, "make room", "%s", text)
	}
	return On(Fine, "", "%s", text)
}

// Private looks for secrets, in files and folders, that others on the machine may
// read.
func Private(places ...string) []Finding {
	var out []Finding
	seen := map[string]bool{}
	for _, place := range places {
		// What can't be walked is not there, or will be a finding of whoever reads it.
		_ = filepath.WalkDir(place, func(path string, d fs.DirEntry, err error) error {
			if err != nil || seen[path] {
				return nil
			}
			seen[path] = true
			if i, err := d.Info(); err == nil && i.Mode().Perm()&0o077 != 0 {
				out = append(out, On(Fault, "chmod go= "+path, "others on this machine may open %s", path))
			}
			return nil
		})
	}
	return out
}

// Certificate looks at how long the served certificate is still good.
func Certificate(cert, key string, now time.Time) Finding {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return On(Fault, "give a certificate and the key that belongs to it", "certificate %s: %v", cert, err)
	}
	return ends("the certificate", "renew it", pair.Leaf.NotAfter, 14*24*time.Hour, now)
}

// Until looks at how long the certificate of a name is good that the program renews
// by itself, which it does when a third of its life is left.
func Until(name string, from, end, now time.Time) Finding {
	return ends("the certificate of "+name, "it is renewed by itself while the installation is served: look into the log for why it was not", end, end.Sub(from)/4, now)
}

func ends(what, remedy string, end time.Time, soon time.Duration, now time.Time) Finding {
	switch left := end.Sub(now); {
	case left <= 0:
		return On(Fault, remedy, "%s ended on %s", what, end.Format(time.DateOnly))
	case left < soon:
		return On(Warning, remedy, "%s ends on %s", what, end.Format(time.DateOnly))
	}
	return On(Fine, "", "%s is good until %s", what, end.Format(time.DateOnly))
}

// Backups looks whether the newest backup of a place came as planned.
func Backups(ctx context.Context, place backup.Place, schedule backup.Schedule, now time.Time) Finding {
	last, err := backup.Newest(ctx, place)
	switch {
	case errors.Is(err, backup.ErrNone):
		return On(Fault, "tramway backup", "there is no backup")
	case err != nil:
		return On(Fault, "", "backups: %v", err)
	}
	text := fmt.Sprintf("the last backup is %s old: %s", last.Age(now).Round(time.Minute), filepath.Base(last.Path))
	if schedule.Missed(now, last.Time) {
		return On(Fault, "tramway backup; and look in the log why none was made", "%s", text)
	}
	return On(Fine, "", "%s", text)
}

// Exists says whether a path is there.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
