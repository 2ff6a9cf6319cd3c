// Package backup writes a whole installation, or one organisation of it, into one
// encrypted file, and brings it back from there: the one onto an empty machine, the
// other into an installation that does not have it, on either engine.
//
// What it promises:
//   - every write acknowledged before a backup or dump began is in it, though writers
//     go on meanwhile: each database is read at one commit, the installation's first,
//     so that no house is older than what is known of it;
//   - the file is encrypted for its recipients (https://age-encryption.org) before
//     the first byte reaches the disk, and the databases inside are under a key
//     that was made for this one file and lies nowhere else;
//   - a file appears under its name whole, or not at all;
//   - a restore or load says success only when every digest fits, every table has as
//     many rows as were written, every house opens with its own keys and its record,
//     recounted whole, is the one that was written;
//   - one that fails leaves nothing behind, one that is killed nothing that opens, and
//     an error says which of the ways it failed: see the errors below;
//   - a load replaces nothing, and gives nobody a way into what is there;
//   - a timer is lost by none, whatever was set between two copies.
//
// Databases are copies of pages, or rows in neutral form (see sqldb): of files a
// backup takes pages, everything else is rows. The package knows how an installation
// lies on disk, and of the tables of others only the columns that say what is there
// (tables.go); what else it writes is what their migrations declare.
//
// Floor: 3
package backup

import (
	"database/sql"
	"errors"
	"path/filepath"

	"tramway/internal/blob"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// Errors that a caller tells apart.
var (
	// ErrRecipients: fewer recipients than asked for, or one that is malformed.
	ErrRecipients = errors.New("backup: recipients")
	// ErrExists: there is a backup of that very second.
	ErrExists = errors.New("backup: exists already")
	// ErrPath: a folder's name has a character with which the engine can't copy.
	ErrPath = errors.New("backup: the folder's name")
	// ErrMissing: a house the installation knows has no keys or no database.
	ErrMissing = errors.New("backup: missing from the installation")
	// ErrUnknown: the installation knows no such organisation.
	ErrUnknown = errors.New("backup: no such organisation")
	// ErrKind: a backup where a dump was wanted, or the other way round.
	ErrKind = errors.New("backup: the other kind of file")
	// ErrHere: the installation has the organisation, or something of it, already.
	ErrHere = errors.New("backup: the organisation is here already")
	// ErrBusy: the organisation is being loaded, or the database restored, by somebody else.
	ErrBusy = errors.New("backup: somebody else is at it")
	// ErrNone: the folder holds no backup.
	ErrNone = errors.New("backup: none in this folder")
	// ErrNotBackup: the file is not one that this package wrote.
	ErrNotBackup = errors.New("backup: not a backup")
	// ErrFormat: written by a program that is newer than this one, or malformed.
	ErrFormat = errors.New("backup: unknown format")
	// ErrTruncated: the file is shorter than what was written.
	ErrTruncated = errors.New("backup: truncated")
	// ErrAltered: the file, or a part of it, is not what was written.
	ErrAltered = errors.New("backup: altered")
	// ErrIdentity: the identity is malformed, or opens nothing of this file.
	ErrIdentity = errors.New("backup: wrong identity")
	// ErrPassphrase: the root key needs a passphrase and the one given is wrong, or
	// none is given and none was backed up.
	ErrPassphrase = errors.New("backup: passphrase")
	// ErrNotEmpty: the folder to restore into holds something.
	ErrNotEmpty = errors.New("backup: folder is not empty")
	// ErrRecord: a restored house is not the one that was backed up.
	ErrRecord = errors.New("backup: record does not fit")
)

// Where things lie, both in an installation's folder and in the file; slashes.
const (
	manifestName   = "manifest.json"
	copyKeyName    = "copy.key"
	logKeyName     = "log.key"
	blobKeyName    = "blob.key"
	hostRowsName   = "host.rows"
	hostDB         = "host.db"
	keysDir        = "keys"
	rootKey        = "keys/root.json"
	ringDir        = "keys/organisations"
	receiptsDir    = "keys/organisations/destroyed"
	passphraseFile = "keys/passphrase"
	orgsDir        = "orgs"
	blobsDir       = "blobs"
)

// hostKeys is the name under which the ring keeps the installation's own keys.
const hostKeys = "host"

func houseDB(orgID string) string { return orgsDir + "/" + orgID + "/org.db" }

func blobName(orgID, key string) string { return orgsDir + "/" + orgID + "/" + blobsDir + "/" + key }

func houseRowsName(orgID string) string { return orgsDir + "/" + orgID + "/org.rows" }

// Installation is what is backed up.
type Installation struct {
	Data       string                                   // its folder
	Passphrase []byte                                   // of the root key, if that is a file
	Root       keyring.Root                             // the root key, if it is already open, or not in a file
	Keys       []keyring.Option                         // roots and customers' keys beside it
	LogName    string                                   // of houses that have signed nothing yet
	Version    string                                   // of the program
	Pool       *sql.DB                                  // of one on PostgreSQL; nil: files in the folder
	Houses     []sqldb.Migrations                       // of the modules in every house
	Files      func(orgID string) (blob.Backend, error) // where an organisation's files lie
}

func (in Installation) path(name string) string {
	return filepath.Join(in.Data, filepath.FromSlash(name))
}
