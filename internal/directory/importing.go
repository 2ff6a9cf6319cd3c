package directory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/han"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// An import is applied (and undone) by a job, a few hundred rows a commit, each
// with its entry in the record: the write door stays open for others, and after
// a crash the job goes on where it stopped.
const (
	importJob  = "directory.import"
	importRows = 250
	maxErrors  = 200
)

type importRef struct {
	Import string `json:"import"`
}

// Upload reads a file and plans its import with the guessed mapping; columns of the
// fields that are closed to the importer are left out.
func Upload(ctx context.Context, o *org.Org, who org.Who, name string, content []byte, closed ...string) (store.Import, error) {
	sheet, err := rules.Read(name, content, o.Region)
	switch {
	case errors.Is(err, rules.ErrFormat):
		return store.Import{}, fault.Bad("body.file", "file_format")
	case errors.Is(err, rules.ErrEmpty):
		return store.Import{}, fault.Bad("body.file", "file_empty")
	case err != nil:
		return store.Import{}, fault.Bad("body.file", "file_broken")
	}
	name = strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", ""), "")
	digest := sha256.Sum256(content)
	i := store.Import{FileName: name, Format: sheet.Format, Digest: hex.EncodeToString(digest[:]), State: "ready", CreatedBy: who.ID,
		Content: sqldb.Seal(store.Sheet{Header: sheet.Header, Rows: sheet.Rows, First: sheet.First})}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		i.ID, i.CreatedAt = tx.NewID(), micros(tx)
		own, err := ownFields(tx.Ctx, tx)
		if err != nil {
			return err
		}
		guess := rules.Guess(sheet.Header, own)
		maps.DeleteFunc(guess, func(_, field string) bool { return slices.Contains(closed, field) })
		i.Mapping = sqldb.AsJSON(guess)
		if err := replan(tx.Ctx, tx, o.Region, &i); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "directory.import.upload", Object: ref.To("import", i.ID),
			After: map[string]any{"file": name, "sha256": i.Digest, "rows": len(sheet.Rows)}})
		return store.SaveImport(tx.Ctx, tx, i)
	})
	return i, err
}

// Remap plans an import anew with another mapping.
func Remap(ctx context.Context, o *org.Org, who org.Who, id string, mapping map[string]string) (i store.Import, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if i, err = ready(tx, id); err != nil {
			return err
		}
		own, err := ownFields(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if field, code := rules.MappingProblem(mapping, len(i.Content.V.Header), own); code != "" {
			return fault.Bad("body.mapping."+field, code)
		}
		i.Mapping = sqldb.AsJSON(mapping)
		if err := replan(tx.Ctx, tx, o.Region, &i); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "directory.import.map", Object: ref.To("import", id), After: mapping})
		return store.SaveImport(tx.Ctx, tx, i)
	})
	return i, err
}

func ready(tx *org.Tx, id string) (store.Import, error) {
	i, err := store.ImportByID(tx.Ctx, tx, id)
	if errors.Is(err, sqldb.ErrNone) {
		return i, fault.New(fault.NotFound, "not_found")
	}
	if err == nil && i.State != "ready" {
		err = fault.New(fault.Conflict, "import_not_ready")
	}
	return i, err
}

// replan is the dry run.
func replan(ctx context.Context, q sqldb.Q, region string, i *store.Import) error {
	plan, everybody, err := planOf(ctx, q, region, *i)
	if err != nil {
		return err
	}
	r := store.Report{Failed: plan.Failed, ErrorsTotal: len(plan.Bad), Errors: []store.Error{}, DepartmentsNew: []string{}}
	for n, b := range plan.Bad {
		if n == 0 || b.Row != plan.Bad[n-1].Row {
			r.Skip = append(r.Skip, b.Row)
		}
	}
	for _, b := range plan.Bad[:min(len(plan.Bad), maxErrors)] {
		r.Errors = append(r.Errors, store.Error{Row: b.Row, Column: b.Column, Code: b.Code, Args: b.Args})
	}
	for _, row := range plan.Rows {
		had, known := everybody[row.ID]
		switch {
		case !known:
			r.Create++
		case changed(had, merge(had, row)):
			r.Update++
		default:
			r.Unchanged++
		}
	}
	all, err := store.Departments(ctx, q)
	if err != nil {
		return err
	}
	paths := pathsOf(all)
	seen := map[string]bool{}
	for _, row := range plan.Rows {
		if d := row.Department; d != "" && paths[han.Fold(d)] == "" && !seen[d] {
			seen[d] = true
			r.DepartmentsNew = append(r.DepartmentsNew, d)
		}
	}
	i.Report = sqldb.AsJSON(r)
	return nil
}

func planOf(ctx context.Context, q sqldb.Q, region string, i store.Import) (rules.Plan, map[string]store.Person, error) {
	people, err := store.Everybody(ctx, q)
	if err != nil {
		return rules.Plan{}, nil, err
	}
	own, err := store.MailDomains(ctx, q)
	if err != nil {
		return rules.Plan{}, nil, err
	}
	fields, err := ownFields(ctx, q)
	by, known := knownOf(people)
	return rules.Make(sheetOf(i), i.Mapping.V, known, region, own, fields), by, err
}

// sheetOf is the whole file.
func sheetOf(i store.Import) rules.Sheet {
	c := i.Content.V
	return rules.Sheet{Format: i.Format, Header: c.Header, Rows: c.Rows, First: c.First}
}

func knownOf(people []store.Person) (map[string]store.Person, []rules.Known) {
	by, known := map[string]store.Person{}, make([]rules.Known, len(people))
	for n, p := range people {
		by[p.ID] = p
		known[n] = rules.Known{ID: p.ID, Name: p.Name, NameZh: p.NameZh, Email: store.Text(p.Email), StaffNo: store.Text(p.StaffNo)}
	}
	return by, known
}

// merge lays a row over a person: only columns that the file has count, and an
// empty cell leaves what is there.
func merge(p store.Person, row rules.Row) store.Person {
	set := func(field string, to *string, v string) {
		if row.Given[field] && v != "" {
			*to = v
		}
	}
	set(rules.FieldName, &p.Name, row.Name)
	set(rules.FieldNameZh, &p.NameZh, row.NameZh)
	set(rules.FieldTitle, &p.Title, row.Title)
	set(rules.FieldGrade, &p.Grade, row.Grade)
	set(rules.FieldHired, &p.HiredOn, row.HiredOn)
	if len(row.Values) > 0 {
		p.Values = maps.Clone(p.Values)
		if p.Values == nil {
			p.Values = map[string]string{}
		}
		maps.Copy(p.Values, row.Values)
	}
	for field, to := range map[string]**string{rules.FieldEmail: &p.Email, rules.FieldPhone: &p.Phone, rules.FieldStaffNo: &p.StaffNo} {
		v := map[string]string{rules.FieldEmail: row.Email, rules.FieldPhone: row.Phone, rules.FieldStaffNo: row.StaffNo}[field]
		if row.Given[field] && v != "" {
			*to = &v
		}
	}
	return p
}

func changed(a, b store.Person) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errors.Join(errA, errB) != nil || string(x) != string(y)
}

// pathsOf gives the id of each department by its folded path, in both languages.
func pathsOf(all []store.Department) map[string]string {
	by := map[string]store.Department{}
	for _, d := range all {
		by[d.ID] = d
	}
	out := map[string]string{}
	for _, d := range all {
		en, zh := d.Name, d.NameZh
		for up, n := d.Parent, 0; up != nil && n < 20; up, n = by[*up].Parent, n+1 {
			en, zh = by[*up].Name+"/"+en, by[*up].NameZh+"/"+zh
		}
		for _, p := range []string{en, zh} {
			if strings.Trim(p, "/") != "" {
				out[han.Fold(p)] = d.ID
			}
		}
	}
	return out
}

// Apply starts applying a planned import. Rows with errors are left out.
func Apply(ctx context.Context, o *org.Org, who org.Who, id string) (i store.Import, err error) {
	return turn(ctx, o, who, id, "ready", "applying", "directory.import.apply")
}

// UndoImport starts taking an applied import back.
func UndoImport(ctx context.Context, o *org.Org, who org.Who, id string) (i store.Import, err error) {
	return turn(ctx, o, who, id, "applied", "undoing", "directory.import.undo")
}

func turn(ctx context.Context, o *org.Org, who org.Who, id, from, to, action string) (i store.Import, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		i, err = store.ImportByID(tx.Ctx, tx, id)
		if errors.Is(err, sqldb.ErrNone) {
			return fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		if i.State != from {
			return fault.New(fault.Conflict, "import_not_ready")
		}
		if to == "undoing" {
			if err := untouched(tx, i); err != nil {
				return err
			}
		} else if err := replan(tx.Ctx, tx, o.Region, &i); err != nil {
			return err
		} else if err := roomFor(tx.Ctx, tx, o, i.Report.V.Create); err != nil {
			return err
		}
		i.State, i.Position = to, 0
		r := i.Report.V
		tx.Record(org.Entry{Action: action, Object: ref.To("import", id), After: map[string]any{"file": i.FileName, "sha256": i.Digest,
			"create": r.Create, "update": r.Update, "failed": r.Failed}})
		tx.Enqueue(org.Job{Kind: importJob, Key: importJob + ":" + id, Data: importRef{id}})
		return store.SaveImport(tx.Ctx, tx, i)
	})
	return i, err
}

// releasable refuses an undo that would remove somebody who has come in, and
// voids the invitations of those who have not, so that nobody comes in as a
// person who is gone. Accounts are the installation's, hence before the change.
func (m *Module) releasable(ctx context.Context, o *org.Org, id string) error {
	i, err := store.ImportByID(ctx, o.Read(), id)
	if errors.Is(err, sqldb.ErrNone) || err == nil && i.State != "applied" {
		return nil // the undo itself says what is wrong
	}
	if err != nil {
		return err
	}
	free, err := m.accounts.Uninvite(ctx, o.ID, i.Undo.V.Made)
	if err == nil && !free {
		err = fault.New(fault.Conflict, "import_changed_since")
	}
	return err
}

// untouched refuses an undo over people edited since.
func untouched(tx *org.Tx, i store.Import) error {
	n, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.people WHERE import=?`, i.ID)
	if err == nil && n != len(i.Undo.V.Made)+len(i.Undo.V.Before) {
		err = fault.New(fault.Conflict, "import_changed_since")
	}
	return err
}

// importStep does the next rows of an import and asks for the step after it.
func importStep(tx *org.Tx, j org.Due) error {
	var r importRef
	if err := json.Unmarshal(j.Data.V, &r); err != nil {
		return err
	}
	i, err := store.ImportUnderWay(tx.Ctx, tx, r.Import)
	if err != nil {
		return err
	}
	var more bool
	switch i.State {
	case "applying":
		more, err = applyStep(tx, &i)
	case "undoing":
		more, err = undoStep(tx, &i)
	default:
		return fmt.Errorf("import %s is %s", i.ID, i.State)
	}
	if err != nil {
		return err
	}
	if more {
		tx.Enqueue(org.Job{Kind: importJob, Key: importJob + ":" + i.ID, Data: r})
	} else if err := sqldb.Refresh(tx.Ctx, tx, "people", "person_words", "person_departments"); err != nil {
		return err
	}
	tx.Changed(ref.To("import", i.ID))
	return store.SaveProgress(tx.Ctx, tx, i)
}

func announce(tx *org.Tx, action string, i store.Import, ids []string) {
	tx.Record(org.Entry{Action: action, Object: ref.To("import", i.ID), After: map[string]any{"persons": ids}})
	tx.Emit(directoryevent.PeopleChanged{Persons: ids})
}
