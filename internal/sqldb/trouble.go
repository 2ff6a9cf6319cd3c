package sqldb

import (
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"
)

// Trouble is what keeps a database from working, through no fault of who asked.
type Trouble string

// The troubles.
const (
	None Trouble = ""
	Full Trouble = "full" // no room to write
	Away Trouble = "away" // not reachable, not writable, or its disk fails
)

// TroubleOf tells the trouble behind an error; None if it is another kind.
func TroubleOf(err error) Trouble {
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var network *net.OpError // not net.Error, which a deadline of ours is as well
	switch {
	case errors.Is(err, sqlite3.FULL), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return Full
	case errors.As(err, &pg):
		return pgTrouble(pg.Code)
	case errors.Is(err, sqlite3.READONLY), errors.Is(err, sqlite3.IOERR), errors.Is(err, sqlite3.CANTOPEN), errors.Is(err, syscall.EROFS),
		errors.As(err, &connect), errors.As(err, &network), errors.Is(err, driver.ErrBadConn), errors.Is(err, io.ErrUnexpectedEOF):
		return Away
	}
	return None
}

// pgTrouble reads a SQLSTATE: 53 is insufficient resources, 53100 a full disk; 08
// and 57P are connections that ended or are refused, 58 the system's errors, 25006
// a server that only reads.
func pgTrouble(code string) Trouble {
	switch {
	case code == "53100":
		return Full
	case strings.HasPrefix(code, "53"), strings.HasPrefix(code, "08"), strings.HasPrefix(code, "57P"), strings.HasPrefix(code, "58"), code == "25006":
		return Away
	}
	return None
}
