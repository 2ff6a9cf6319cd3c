package backup

import (
	"path"
	"slices"
	"strings"
)

// hostPart is the part with the installation's database, housePart that with a house.
func (m Manifest) hostPart() string {
	if m.Format == rowsFormat {
		return hostRowsName
	}
	return hostDB
}

func (m Manifest) housePart(orgID string) string {
	if m.Format == rowsFormat {
		return houseRowsName(orgID)
	}
	return houseDB(orgID)
}

// rowsSaid says whether every database in rows is described.
func (m Manifest) rowsSaid() bool {
	return m.Host != nil && !slices.ContainsFunc(m.whole(), func(o Organisation) bool { return o.Rows == nil })
}

// whole are the organisations that have a house.
func (m Manifest) whole() []Organisation {
	return slices.DeleteFunc(slices.Clone(m.Organisations), func(o Organisation) bool { return o.State != Whole })
}

// isDatabase says that a part is a database under the key of the backup.
func isDatabase(name string) bool {
	inHouse := strings.HasPrefix(name, orgsDir+"/") && strings.Count(name, "/") == 2
	return name == hostDB || name == hostRowsName || (inHouse && (path.Base(name) == "org.db" || path.Base(name) == "org.rows"))
}
