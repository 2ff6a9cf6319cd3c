package backup

import (
	"context"
	"errors"
	"fmt"

	"tramway/internal/host"
	"tramway/internal/id"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// Dump writes one organisation into a file that an installation on either engine
// can load, while it is served here. The house is read at one commit, after the
// installation, so that nobody signs in as a person who is not there. Errors:
// [ErrUnknown], [ErrMissing], [ErrFormat] for tables of a newer
// program, and those of [Write].
func Dump(ctx context.Context, in Installation, orgID string, opts Options) (Written, error) {
	if id.Check(orgID) != nil {
		return Written{}, fmt.Errorf("%w: %q", ErrUnknown, orgID)
	}
	at := opts.now()
	return write(ctx, in, opts, at, dumpName(orgID, at), func(s *stage) error { return s.dump(ctx, orgID) })
}

// dump puts down what the installation knows of an organisation, and its house.
func (s *stage) dump(ctx context.Context, orgID string) error {
	s.man.Format, s.man.Kind = rowsFormat, OneOrganisation
	root, done, err := openRoot(s.in.path(rootKey), s.in.Passphrase, s.in.Root)
	if err != nil {
		return err
	}
	defer done()
	if s.ring, err = keyring.OpenRing(s.in.path(ringDir), root, s.in.Keys...); err != nil {
		return err
	}
	k, err := s.knownRows(ctx, orgID)
	if err != nil {
		return err
	}
	o, err := s.houseRows(ctx, k)
	if err != nil {
		return fmt.Errorf("organisation %s: %w", orgID, err)
	}
	if o.State != Whole {
		return fmt.Errorf("%w: %s", ErrMissing, o.State)
	}
	s.man.Organisations = append(s.man.Organisations, o)
	return s.listDump(ctx, orgID)
}

// knownRows puts down the installation's rows of one organisation, and says what it
// knows of it.
func (s *stage) knownRows(ctx context.Context, orgID string) (k known, err error) {
	all, err := s.hostRows(ctx, func(tables []sqldb.Table) []sqldb.Part { return host.Moving(tables, orgID) })
	if err != nil {
		return known{}, fmt.Errorf("the installation's database: %w", err)
	}
	for _, k := range all {
		if k.ID == orgID {
			return k, nil
		}
	}
	return known{}, fmt.Errorf("%w: %s", ErrUnknown, orgID)
}

// listDump makes the parts: three keys, then the rows in the order of their reading,
// then the files that the rows name.
func (s *stage) listDump(ctx context.Context, orgID string) error {
	_, log, err := keysOf(ctx, s.ring, orgID)
	if err != nil {
		return err
	}
	o := s.man.Organisations[0]
	seed, _, seedErr := log.of(o.Log, o.VerifierKey) // one that is only staged stays here
	keys, err := s.ring.Open(ctx, orgID)
	if err != nil {
		return err
	}
	defer keys.Close()
	blobKey, keyErr := keys.Key(keyring.Blob)
	return errors.Join(seedErr, keyErr, s.add(copyKeyName, source{data: s.oneOff}), s.add(logKeyName, source{data: seed}),
		s.add(blobKeyName, source{data: blobKey}), s.add(hostRowsName, source{path: s.path(hostRowsName)}),
		s.add(houseRowsName(orgID), source{path: s.path(houseRowsName(orgID))}), s.addFiles(ctx, orgID))
}

// addFiles adds files as they lie, each under a key that the rows hold. The rows were
// read before, and what they name stays a day longer than its last use.
func (s *stage) addFiles(ctx context.Context, orgID string) error {
	files, err := s.in.Files(orgID)
	if err != nil {
		return err
	}
	for f, err := range files.List(ctx, "") {
		if err != nil {
			return err
		}
		if err := s.add(blobName(orgID, f.Key), source{ctx: ctx, files: files, key: f.Key}); err != nil {
			return err
		}
	}
	return nil
}
