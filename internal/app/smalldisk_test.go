package app_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

// onSmallDisk runs a test in a process of its own, in which a folder is a disk of
// some megabytes that nobody else sees; dir is that folder, and "" in the parent.
func onSmallDisk(t *testing.T, megabytes int) (dir string) {
	t.Helper()
	if dir = os.Getenv("TRAMWAY_TEST_DISK"); dir != "" {
		if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mount("disk", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), "TRAMWAY_TEST_DISK="+t.TempDir())
	c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		c.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		c.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("%v\n%s", err, out)
	}
	return ""
}

func onDisk(t *testing.T, dir string) (*apptest.Company, string) {
	t.Helper()
	in := apptest.New(t, sqldb.SQLite, func(c *app.Config) { c.Data = filepath.Join(dir, "data") })
	in.Log.Expect("full")
	in.Log.Expect("readonly")
	in.Log.Expect("read-only")
	in.Log.Expect("unable to open")
	in.Log.Expect("disk I/O")
	c := in.Setup()
	return c, c.Admin.Direct(c.Hire("CHAN Tai Man"))
}

// whole reads everything back: what was acknowledged is there, what was refused is
// not, and the record is the one that was signed.
func whole(t *testing.T, c *apptest.Company, conversation string, posted []string) {
	t.Helper()
	v := c.Admin.Must("GET", "/o/{org}/conversations/"+conversation+"/messages?limit=200", nil)
	var there []string
	for _, m := range apptest.Items(v, "items") {
		there = append(there, apptest.Text(m, "text"))
	}
	if fmt.Sprint(there) != fmt.Sprint(posted) {
		t.Errorf("there are %d messages, %d were acknowledged\n%.200s\n%.200s", len(there), len(posted), there, posted)
	}
	o, err := c.In.App.Registry.Open(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := o.Integrate(t.Context()); err != nil {
		t.Error(err)
	}
	if err := o.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// A full disk is said, loses nothing that was acknowledged, and is over when there
// is room again, without a restart.
func TestAFullDiskIsSaidAndIsOverWhenThereIsRoom(t *testing.T) {
	t.Parallel()
	dir := onSmallDisk(t, 24)
	if dir == "" {
		return
	}
	c, conversation := onDisk(t, dir)
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast)
	var posted []string
	refused := 0
	text := strings.Repeat("明日上午十時開會。", 400)
	for n := 0; n < 150 && refused < 3; n++ {
		words := fmt.Sprintf("%d %s", n, text)
		switch a := c.Admin.Post(conversation, fmt.Sprint("client-id-", n), words); {
		case a.Status == 201:
			posted = append(posted, words)
		case a.Status == 503 && strings.HasPrefix(a.Code(), "storage_") && a.Header.Get("Retry-After") != "":
			refused++ // the engine calls it full, or an error of the disk when it lacks room for its index
		default:
			t.Fatalf("message %d: %d %s", n, a.Status, a.Body)
		}
	}
	if refused < 3 {
		t.Fatalf("%d messages and the disk is not full", len(posted))
	}
	c.Admin.Must("GET", "/o/{org}/people", nil) // reading goes on
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if a := c.Admin.Post(conversation, "client-id-after", "room again"); a.Status != 201 {
		t.Fatalf("with room again: %d %s", a.Status, a.Body)
	}
	whole(t, c, conversation, append(posted, "room again"))
}

// fill leaves a little less than a megabyte.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 64<<10)
	for {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	i, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(i.Size() - 900<<10); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// An installation on a read-only disk says so at start and makes nothing worse.
func TestAReadOnlyDiskIsSaidAtStart(t *testing.T) {
	t.Parallel()
	dir := onSmallDisk(t, 64)
	if dir == "" {
		return
	}
	c, conversation := onDisk(t, dir)
	if a := c.Admin.Post(conversation, "client-id-1", "before"); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	c.In.Stop()
	remount := func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("disk", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size=64m"); err != nil {
			t.Fatal(err)
		}
	}
	remount(syscall.MS_RDONLY)
	if err := c.In.TryStart(); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("starting: %v", err)
	}
	remount(0)
	c.In.Start()
	if a := c.Admin.Post(conversation, "client-id-2", "after"); a.Status != 201 {
		t.Fatalf("writable again: %d %s", a.Status, a.Body)
	}
	whole(t, c, conversation, []string{"before", "after"})
}
