// Package directoryevent says what happened to people and departments.
//
// Floor: 1
package directoryevent

// PeopleChanged: these people were added or edited.
type PeopleChanged struct {
	Persons []string `json:"persons"`
}

// EventType names the event; V1 stays readable for good.
func (PeopleChanged) EventType() string { return "directory.people_changed.v1" }

// BulkViewed: somebody looked at more colleagues in an hour than the work asks for.
type BulkViewed struct {
	Person string `json:"person"`
}

// EventType names the event.
func (BulkViewed) EventType() string { return "directory.bulk_viewed.v1" }

// DepartmentsChanged: the tree is not what it was.
type DepartmentsChanged struct{}

// EventType names the event.
func (DepartmentsChanged) EventType() string { return "directory.departments_changed.v1" }

// Exported: the month's file of the directory was made.
type Exported struct{}

// EventType names the event.
func (Exported) EventType() string { return "directory.exported.v1" }
