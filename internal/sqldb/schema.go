package sqldb

import (
	"fmt"
	"regexp"
	"strings"
)

// Class says what kind of thing a stored field is. Sealing, export, access
// requests, the bridge and detectors read it.
type Class string

// The classes. Content and sensitive columns are sealed.
const (
	Identifier Class = "identifier" // names a row, says nothing about a person by itself
	Structure  Class = "structure"  // times, numbers, states, links between rows
	Content    Class = "content"    // what people write to one another
	Personal   Class = "personal"   // about a person, seen by colleagues
	Sensitive  Class = "sensitive"  // HKID, bank account, health: seen by few
)

// Table is what a migration declares of a table, beside its SQL:
//
//	-- table people: retention=employment export=person purge=person
//	CREATE TABLE {o}.people (
//		name TEXT NOT NULL, -- personal: shown to colleagues
//
// The declaration stands in the SQL so that nobody adds a column without
// reading the class of its neighbours.
type Table struct {
	Module    string
	Name      string
	Retention string // named retention class
	Export    string // whose data it is in an access request: person, organisation, none
	Purge     string // what removes its rows
	Columns   []Column

	Derived bool // made of other tables by who opens the house: it is neither dumped nor loaded
}

// Column is one declared field. One that both engines write differently is
// declared once for each.
type Column struct {
	Name    string
	Class   Class
	Purpose string
	Type    string  // as declared: TEXT, {{JSON}}
	Engine  Dialect // the only one that has it; "": both
	Sealed  bool
}

var (
	tableLine  = regexp.MustCompile(`^-- table (\w+): retention=(\w+) export=(\w+) purge=(\w+)( derived)?\s*$`)
	createLine = regexp.MustCompile(`^CREATE (?:VIRTUAL )?TABLE \{o\}\.(\w+)`)
	alterLine  = regexp.MustCompile(`^ALTER TABLE \{o\}\.(\w+) ADD COLUMN (.*)$`)
	columnLine = regexp.MustCompile(`^\s*(?:@(\w+) )?(\w+)\s+([A-Z{].*?)(?:--\s*(\w+)(?::\s*(.*))?)?$`)
	engineMark = map[string]Dialect{"sqlite": SQLite, "pg": Postgres}
)

var constraint = map[string]bool{"PRIMARY": true, "UNIQUE": true, "FOREIGN": true, "CHECK": true, "CONSTRAINT": true}

// Tables reads what the migrations declare; an error names the first table or
// column without a declaration.
func Tables(sets []Migrations) ([]Table, error) {
	var out []Table
	for _, set := range sets {
		files, err := set.read()
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if out, err = f.tables(out); err != nil {
				return nil, fmt.Errorf("%s/%s: %w", f.module, f.name, err)
			}
		}
	}
	return out, nil
}

func (m migration) tables(out []Table) ([]Table, error) {
	var declared *Table
	inside := false
	for line := range strings.Lines(m.text) {
		line = strings.TrimRight(line, "\n")
		bare := strings.TrimPrefix(strings.TrimPrefix(line, "@sqlite "), "@pg ")
		if f := tableLine.FindStringSubmatch(line); f != nil {
			declared = &Table{Module: m.module, Name: f[1], Retention: f[2], Export: f[3], Purge: f[4], Derived: f[5] != ""}
		} else if f := createLine.FindStringSubmatch(bare); f != nil {
			if declared == nil || declared.Name != f[1] {
				return nil, fmt.Errorf("table %s has no -- table line", f[1])
			}
			inside = !strings.HasPrefix(bare, "CREATE VIRTUAL") // its columns are declared where the other engine makes it
		} else if strings.HasPrefix(bare, ")") && inside {
			out, declared, inside = append(out, *declared), nil, false
		} else if f := alterLine.FindStringSubmatch(bare); f != nil {
			if err := addColumn(find(out, f[1]), strings.TrimSuffix(line, bare)+f[2]); err != nil {
				return nil, err
			}
		} else if inside {
			if err := addColumn(declared, line); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func find(ts []Table, name string) *Table {
	for i := range ts {
		if ts[i].Name == name {
			return &ts[i]
		}
	}
	return nil
}

func addColumn(t *Table, line string) error {
	f := columnLine.FindStringSubmatch(strings.TrimRight(line, " "))
	if f == nil || constraint[f[2]] {
		return nil
	}
	if t == nil {
		return fmt.Errorf("column %s of an unknown table", f[2])
	}
	c := Column{Name: f[2], Class: Class(f[4]), Purpose: f[5], Engine: engineMark[f[1]]}
	c.Type = strings.TrimRight(strings.Fields(f[3])[0], ",;")
	c.Sealed = c.Type == "{{SEALED}}"
	switch c.Class {
	case Identifier, Structure, Personal:
	case Content, Sensitive:
		if !c.Sealed {
			return fmt.Errorf("%s.%s is %s but not {{SEALED}}", t.Name, c.Name, c.Class)
		}
	default:
		return fmt.Errorf("%s.%s has no class", t.Name, c.Name)
	}
	t.Columns = append(t.Columns, c)
	return nil
}
