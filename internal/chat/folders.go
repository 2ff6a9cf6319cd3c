package chat

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Folders are one person's way to find what they have: nobody else sees them.

// Bounds of folders.
const (
	MaxFolders    = 30 // a person
	maxFiled      = 10 // folders a conversation
	maxFolderName = 40 // characters
)

// MakeFolder adds a folder behind the others and gives its id.
// Errors: too_many_folders, folder_there.
func MakeFolder(ctx context.Context, o *org.Org, who org.Who, name string) (id string, err error) {
	err = arranging(ctx, o, who, func(tx *org.Tx, all []store.Folder) ([]store.Folder, error) {
		if len(all) >= MaxFolders {
			return nil, fault.New(fault.Conflict, "too_many_folders", fault.Args{"max": MaxFolders})
		}
		id = tx.NewID()
		f := store.Folder{ID: id, Person: who.ID, Place: len(all) + 1}
		f.Name, err = folderName(all, id, name)
		return append(all, f), err
	})
	return id, err
}

// ChangeFolder renames a folder ("": as it is) and moves it to a place among the others
// (from 1; 0: where it is). Errors: not_found, folder_there.
func ChangeFolder(ctx context.Context, o *org.Org, who org.Who, id, name string, place int) error {
	return arranging(ctx, o, who, func(_ *org.Tx, all []store.Folder) ([]store.Folder, error) {
		at, err := folderAt(all, id)
		if err != nil {
			return nil, err
		}
		f := all[at]
		if name != "" {
			if f.Name, err = folderName(all, id, name); err != nil {
				return nil, err
			}
		}
		if place == 0 {
			place = at + 1
		}
		all = slices.Delete(all, at, at+1)
		return slices.Insert(all, min(place-1, len(all)), f), nil
	})
}

// DropFolder removes a folder; what was filed in it stays in the list. Errors: not_found.
func DropFolder(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return arranging(ctx, o, who, func(tx *org.Tx, all []store.Folder) ([]store.Folder, error) {
		at, err := folderAt(all, id)
		if err != nil {
			return nil, err
		}
		return slices.Delete(all, at, at+1), store.DropFolder(tx.Ctx, tx, who.ID, id)
	})
}

// FileConversation puts a conversation into these folders of the actor's and takes it from
// all others. Errors: not_found, unknown_folder.
func FileConversation(ctx context.Context, o *org.Org, who org.Who, conversation string, folders []string) error {
	folders = dedupe(folders, "")
	if len(folders) > maxFiled {
		return fault.Bad("body.folder_ids", "too_many", fault.Args{"max": maxFiled})
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		if _, err := find(tx.Ctx, tx, conversation, who.ID); err != nil {
			return err
		}
		all, err := store.Folders(tx.Ctx, tx, who.ID)
		if err != nil {
			return err
		}
		for _, id := range folders {
			if _, err := folderAt(all, id); err != nil {
				return fault.Bad("body.folder_ids", "unknown_folder")
			}
		}
		tx.Emit(chatevent.Arranged{Person: who.ID})
		return store.PutInFolders(tx.Ctx, tx, who.ID, conversation, folders)
	})
}

// arranging changes the actor's folders: do gives them as they are to be, in their order.
func arranging(ctx context.Context, o *org.Org, who org.Who, do func(*org.Tx, []store.Folder) ([]store.Folder, error)) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		all, err := store.Folders(tx.Ctx, tx, who.ID)
		if err != nil {
			return err
		}
		if all, err = do(tx, all); err != nil {
			return err
		}
		for i := range all {
			all[i].Place = i + 1
		}
		tx.Emit(chatevent.Arranged{Person: who.ID})
		return store.SaveFolders(tx.Ctx, tx, all)
	})
}

// folderName is a name as it is kept; two folders of one person are not called the same.
func folderName(all []store.Folder, id, name string) (sqldb.Sealed[string], error) {
	name = strings.Join(strings.Fields(name), " ")
	var bad fault.Fields
	bad.Length("body.name", name, 1, maxFolderName)
	for _, f := range all {
		if f.ID != id && strings.EqualFold(f.Name.V, name) {
			bad.Add("body.name", "folder_there")
		}
	}
	return sqldb.Seal(name), bad.Err()
}

func folderAt(all []store.Folder, id string) (int, error) {
	at := slices.IndexFunc(all, func(f store.Folder) bool { return f.ID == id })
	if at < 0 {
		return 0, fault.New(fault.NotFound, "not_found")
	}
	return at, nil
}

func foldersOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountFolders(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseFolders(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	n, err := store.DropFoldersOf(tx.Ctx, tx, person)
	return int(n), err
}
