package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/blob/blobtest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
)

// recipients are two keys, and the file of the first's private half.
func recipients(t *testing.T) (public []string, identity string) {
	t.Helper()
	for range 2 {
		k, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		public = append(public, k.Recipient().String())
		if identity == "" {
			identity = filepath.Join(t.TempDir(), "identity")
			if err := os.WriteFile(identity, []byte(k.String()+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return public, identity
}

// served starts an installation whose hands stand at nine in the morning in Hong
// Kong, on a Sunday.
func served(t *testing.T, change func(*app.BackupConfig)) (*apptest.Installation, *clock.Manual) {
	t.Helper()
	keys, _ := recipients(t)
	in := apptest.New(t, sqldb.SQLite)
	in.Stop()
	hands := clock.At(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
	in.Clock = hands
	in.Config.Backup = app.BackupConfig{To: filepath.Join(t.TempDir(), "backups"), Recipients: keys, Schedule: "daily", Keep: 2}
	change(&in.Config.Backup)
	in.Start()
	return in, hands
}

func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".age") {
			out = append(out, e.Name())
		}
	}
	return out
}

// A backup is made when one is due, and only then; the oldest go.
func TestBackupsAreMadeByThemselves(t *testing.T) {
	t.Parallel()
	in, hands := served(t, func(*app.BackupConfig) {})
	in.Setup()
	dir := in.Config.Backup.To
	for n, want := range []int{1, 2, 2, 2} {
		apptest.Eventually(t, "the next backup", func() bool {
			all := names(t, dir)
			return len(all) == want && all[len(all)-1] == "tramway-backup-"+hands.Now().Format("20060102T150405Z")+".age"
		})
		if n == 3 {
			break
		}
		hands.Advance(17 * time.Hour) // two in the morning: not yet
		time.Sleep(1500 * time.Millisecond)
		if all := names(t, dir); len(all) != want {
			t.Errorf("made before its time: %v", all)
		}
		hands.Advance(7 * time.Hour)
	}
}

// When backups fail, the administrators are told, once a day, and nobody else.
func TestAMissedBackupIsTold(t *testing.T) {
	t.Parallel()
	in, hands := served(t, func(b *app.BackupConfig) {
		b.To = filepath.Join(t.TempDir(), "a-file")
		if err := os.WriteFile(b.To, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	in.Log.Expect("not a directory")
	c := in.Setup()
	member := c.Hire("CHAN Tai Man")
	told := func(p *apptest.Person) (n int) {
		for _, one := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
			if apptest.Text(one, "kind") == "backup_missed" && apptest.Text(one, "title") != "notice.backup_missed" {
				n++
			}
		}
		return n
	}
	time.Sleep(1500 * time.Millisecond)
	if told(c.Admin) != 0 {
		t.Error("told before it was missed")
	}
	hands.Advance(30 * time.Hour) // the first was due at half past two, twelve hours and a half ago
	apptest.Eventually(t, "the administrator is told", func() bool { return told(c.Admin) == 1 })
	in.Stop()
	in.Start() // a restart does not tell again
	time.Sleep(1500 * time.Millisecond)
	if told(c.Admin) != 1 || told(member) != 0 {
		t.Errorf("the administrator was told %d times, a member %d times", told(c.Admin), told(member))
	}
	hands.Advance(25 * time.Hour)
	apptest.Eventually(t, "told again the day after", func() bool { return told(c.Admin) == 2 })
}

// A backup goes to a bucket, and the newest there brings everything back.
func TestABackupInABucketBringsEverythingBack(t *testing.T) {
	t.Parallel()
	server := blobtest.Server(t)
	keys, identity := recipients(t)
	keyFile := filepath.Join(t.TempDir(), "s3.keys")
	if err := os.WriteFile(keyFile, []byte(server.AccessKey+"\n"+server.SecretKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := apptest.New(t, sqldb.SQLite)
	c := in.Setup()
	in.Config.Backup = app.BackupConfig{To: "s3://" + server.Bucket + "/nightly", Recipients: keys, WithPassphrase: true, Schedule: "never", Keep: 3,
		BucketConfig: app.BucketConfig{S3Endpoint: server.Endpoint, S3Region: server.Region, S3KeyFile: keyFile}}
	w, err := app.MakeBackup(t.Context(), in.Config)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(w.Path); err == nil {
		t.Error("a copy stayed on this machine")
	}
	in.Stop()
	for _, from := range []string{"s3://" + server.Bucket + "/nightly", "s3://" + server.Bucket + "/nightly/" + filepath.Base(w.Path)} {
		file, done, err := app.FetchBackup(t.Context(), in.Config, from)
		if err != nil {
			t.Fatalf("%s: %v", from, err)
		}
		in.Config.Data = filepath.Join(t.TempDir(), "anew")
		if _, err := app.Restore(t.Context(), app.Config{Data: in.Config.Data}, file, identity); err != nil {
			t.Fatal(err)
		}
		if err := done(); err != nil {
			t.Error(err)
		}
		in.Start()
		c.Admin.Must("GET", "/o/{org}/people", nil)
		in.Stop()
	}
	if _, _, err := app.FetchBackup(t.Context(), in.Config, "s3://"+server.Bucket+"/elsewhere"); err == nil {
		t.Error("a backup out of nowhere")
	}
	in.Config.Backup.S3KeyFile = in.Config.Backup.To
	if err := in.TryStart(); err == nil || !strings.Contains(err.Error(), "--backup-s3-key-file") {
		t.Errorf("without its keys: %v", err)
	}
}
