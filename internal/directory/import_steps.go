package directory

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/han"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// applyStep saves the next rows. Each step plans its own rows against the people
// they name, so a step costs the same in a small import and in a large one; rows
// that the dry run of the whole file refused stay refused. Managers come in a
// second pass, when everybody exists.
func applyStep(tx *org.Tx, i *store.Import) (more bool, err error) {
	sheet, total, err := partAt(tx, *i)
	if err != nil {
		return false, err
	}
	if i.Position < total {
		rows, known, err := planPart(tx, *i, sheet, i.Mapping.V)
		if err != nil {
			return false, err
		}
		if err := saveRows(tx, i, rows, known); err != nil {
			return false, err
		}
		i.Position = min(i.Position+importRows, total)
		if i.Position < total || hasField(*i, rules.FieldManager) {
			return true, nil
		}
	} else {
		rows, _, err := planPart(tx, *i, sheet, cheaper(i.Mapping.V))
		if err != nil {
			return false, err
		}
		if err := setManagers(tx, *i, rows); err != nil {
			return false, err
		}
		if i.Position += importRows; i.Position < 2*total {
			return true, nil
		}
	}
	i.State, i.AppliedAt = "applied", micros(tx)
	return false, store.DropParts(tx.Ctx, tx, i.ID)
}

// partAt is the part of the file that an import has come to, in its first pass or
// its second, and how many rows there are. The first step cuts the file up.
func partAt(tx *org.Tx, i store.Import) (sheet rules.Sheet, total int, err error) {
	total, err = store.CutRows(tx.Ctx, tx, i.ID)
	if errors.Is(err, sqldb.ErrNone) {
		total, err = cutUp(tx, i.ID)
	}
	if err != nil {
		return sheet, 0, err
	}
	c, err := store.Part(tx.Ctx, tx, i.ID, i.Position%total/importRows)
	return rules.Sheet{Format: i.Format, Header: c.Header, Rows: c.Rows, First: c.First}, total, err
}

func cutUp(tx *org.Tx, id string) (rows int, err error) {
	whole, err := store.ImportByID(tx.Ctx, tx, id)
	if err != nil {
		return 0, err
	}
	return len(whole.Content.V.Rows), store.CutUp(tx.Ctx, tx, whole, importRows)
}

// planPart plans the rows of one part.
func planPart(tx *org.Tx, i store.Import, sheet rules.Sheet, mapping map[string]string) ([]rules.Row, map[string]store.Person, error) {
	own, err := ownFields(tx.Ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	draft := rules.MakePart(sheet, cheaper(mapping), nil, tx.Org.Region, own)
	var staff, mails []string
	for _, r := range draft.Rows {
		staff, mails = append(staff, r.StaffNo), append(mails, r.Email)
	}
	people, err := store.Matching(tx.Ctx, tx, staff, mails, nil)
	if err != nil {
		return nil, nil, err
	}
	by, known := knownOf(people)
	var rows []rules.Row
	for _, r := range rules.MakePart(sheet, mapping, known, tx.Org.Region, own).Rows {
		if !slices.Contains(i.Report.V.Skip, r.Number) {
			rows = append(rows, r)
		}
	}
	return rows, by, nil
}

// cheaper is a mapping for finding people by: without their telephone numbers, which
// cost more to read than everything else in a row. Rows where one was wrong are
// refused by the plan of the whole file.
func cheaper(mapping map[string]string) map[string]string {
	out := maps.Clone(mapping)
	maps.DeleteFunc(out, func(_, field string) bool { return field == rules.FieldPhone })
	return out
}

func hasField(i store.Import, field string) bool {
	for _, f := range i.Mapping.V {
		if f == field {
			return true
		}
	}
	return false
}

func saveRows(tx *org.Tx, i *store.Import, rows []rules.Row, everybody map[string]store.Person) error {
	depts, err := departmentsFor(tx, i, rows)
	if err != nil {
		return err
	}
	var save []store.Person
	var ids []string
	for _, r := range rows {
		had, known := everybody[r.ID]
		p := merge(had, r)
		if d := depts[han.Fold(r.Department)]; d != "" && !slices.Contains(p.Departments, d) {
			p.Departments = append(append([]string{}, p.Departments...), d)
		}
		if !known {
			p.ID, p.Status, p.CreatedAt = tx.NewID(), "active", micros(tx)
			i.Undo.V.Made = append(i.Undo.V.Made, p.ID)
		} else if !changed(had, p) {
			continue
		} else {
			i.Undo.V.Before = append(i.Undo.V.Before, had)
		}
		p.Version, p.Import = p.Version+1, &i.ID
		save, ids = append(save, p), append(ids, p.ID)
	}
	announce(tx, "directory.import.rows", *i, ids)
	return store.Save(tx.Ctx, tx, save)
}

// departmentsFor makes the departments that rows name and nobody has yet, each
// with those above it.
func departmentsFor(tx *org.Tx, i *store.Import, rows []rules.Row) (map[string]string, error) {
	all, err := store.Departments(tx.Ctx, tx)
	if err != nil {
		return nil, err
	}
	paths := pathsOf(all)
	made := false
	for _, r := range rows {
		above, path := "", ""
		for _, name := range strings.Split(r.Department, "/") {
			if name == "" {
				continue
			}
			path = strings.TrimPrefix(path+"/"+name, "/")
			id := paths[han.Fold(path)]
			if id == "" {
				id, made = tx.NewID(), true
				if err := store.SaveDepartment(tx.Ctx, tx, store.Department{ID: id, Name: name, Parent: store.Optional(above)}); err != nil {
					return nil, err
				}
				i.Undo.V.Departments = append(i.Undo.V.Departments, id)
				paths[han.Fold(path)] = id
			}
			above = id
		}
	}
	if made {
		tx.Emit(directoryevent.DepartmentsChanged{})
	}
	return paths, nil
}

// setManagers finds each row's manager by staff number, mail address or name.
func setManagers(tx *org.Tx, i store.Import, rows []rules.Row) error {
	var named []string
	for _, r := range rows {
		named = append(named, r.Manager, strings.ToLower(r.Manager), r.Name)
	}
	people, err := store.Matching(tx.Ctx, tx, named, named, named)
	if err != nil {
		return err
	}
	by := map[string]string{}
	for _, p := range people {
		for _, k := range []string{p.Name, p.NameZh, store.Text(p.Email), store.Text(p.StaffNo)} {
			if k != "" {
				by[han.Fold(k)] = p.ID
			}
		}
	}
	var ids []string
	for _, r := range rows {
		boss := by[han.Fold(r.Manager)]
		if r.ID == "" { // made by this import, without staff number and mail address
			r.ID = by[han.Fold(r.Name)]
		}
		if r.Manager == "" || boss == "" || boss == r.ID || r.ID == "" {
			continue
		}
		ids = append(ids, r.ID)
		if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.people SET manager=? WHERE id=? AND import=?`, boss, r.ID, i.ID); err != nil {
			return err
		}
	}
	announce(tx, "directory.import.managers", i, ids)
	return nil
}

// undoStep takes the next people back: those made are removed, those changed are
// as they were; at the end the departments made, if nobody moved in.
func undoStep(tx *org.Tx, i *store.Import) (more bool, err error) {
	u := &i.Undo.V
	if n := min(len(u.Made), importRows); n > 0 {
		ids := u.Made[:n]
		u.Made = u.Made[n:]
		announce(tx, "directory.import.undo_rows", *i, ids)
		return true, errors.Join(releasePictures(tx, ids), store.Remove(tx.Ctx, tx, ids))
	}
	if n := min(len(u.Before), importRows); n > 0 {
		back := append([]store.Person{}, u.Before[:n]...)
		var ids []string
		for k := range back {
			back[k].Version += 2 // the import was one change, its undoing is another
			ids = append(ids, back[k].ID)
		}
		u.Before = u.Before[n:]
		announce(tx, "directory.import.undo_rows", *i, ids)
		return true, store.Save(tx.Ctx, tx, back)
	}
	for k := len(u.Departments) - 1; k >= 0; k-- {
		if _, err := store.RemoveDepartment(tx.Ctx, tx, u.Departments[k]); err != nil {
			return false, err
		}
	}
	u.Departments = nil
	announce(tx, "directory.import.undone", *i, nil)
	i.State = "undone"
	return false, nil
}
