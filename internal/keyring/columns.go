package keyring

// Columns seals and opens the columns of one organisation, bound to its id.
type Columns struct {
	key []byte
	org []byte
}

// Columns are what a database needs to read and write sealed columns.
func (k *Keys) Columns() (Columns, error) {
	key, err := k.Key(Sealed)
	return Columns{key, []byte(k.org)}, err
}

// Seal encrypts what goes into a column.
func (c Columns) Seal(plain []byte) ([]byte, error) { return Seal(c.key, plain, c.org) }

// Open is the opposite; [ErrOpen] for what another organisation sealed.
func (c Columns) Open(sealed []byte) ([]byte, error) { return Open(c.key, sealed, c.org) }

// String keeps the key out of logs that print whatever they are given.
func (c Columns) String() string { return "columns of " + string(c.org) }

// GoString is String, for %#v.
func (c Columns) GoString() string { return c.String() }
