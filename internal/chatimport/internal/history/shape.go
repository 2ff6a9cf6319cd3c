// Package history is the one shape in which every source of old messages is read, and how
// an archive is opened: what it promises holds for all of them.
//
// What it promises: nothing that an archive claims is believed. Its directory, the number
// of its files and what a file unpacks to are bounded; a name that leads out of the
// archive is in none; a text has no characters that are signs in here.
//
// Floor: 1
package history

// Sources of old messages.
const (
	Slack      = "slack"
	Mattermost = "mattermost"
	Table      = "csv"
)

// Kinds of rooms.
const (
	Public  = "open"   // everybody could come in
	Private = "closed" // its members, and nobody else
	Direct  = "direct" // a few persons, without a name
)

// Person is somebody who wrote, or was in a room.
type Person struct {
	Key   string `json:"key"` // by which the source knows them
	Name  string `json:"name"`
	Mail  string `json:"mail,omitempty"`
	Phone string `json:"phone,omitempty"`
	Robot bool   `json:"robot,omitempty"`
}

// Room is a conversation of the source.
type Room struct {
	Key      string   `json:"key"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Owner    string   `json:"owner,omitempty"` // a person's key
	Members  []string `json:"members"`         // persons' keys
	Archived bool     `json:"archived,omitempty"`

	Description string `json:"description,omitempty"` // what it is for
}

// Message is one thing said. Its text is Markdown, with Mark around the key of whoever is
// named in it.
type Message struct {
	Room      string     `json:"-"`
	Key       string     `json:"-"` // one in its room, the same in every later archive
	Author    string     `json:"-"` // a person's key
	At        int64      `json:"-"` // microseconds since 1970
	EditedAt  int64      `json:"edited,omitempty"`
	Text      string     `json:"text"`
	All       bool       `json:"all,omitempty"`    // it calls everybody
	Thread    string     `json:"thread,omitempty"` // the key of the message whose thread it is in
	Pinned    bool       `json:"pinned,omitempty"`
	Reactions []Reaction `json:"reactions,omitempty"`
	Files     []File     `json:"files,omitempty"`
}

// Reaction is an emoji, or the name of a picture between colons, and who gave it.
type Reaction struct {
	Emoji   string   `json:"emoji"`
	Persons []string `json:"persons"`
}

// File is something that a message carries. Path is where it is in the archive; "": it is
// not there.
type File struct {
	Name string `json:"name"`
	Path string `json:"path,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes
}

// Problem is something that was left out. Line counts from 1: a line of the file, or, of a
// file that is one list, a place in it.
type Problem struct {
	File string
	Line int
	Code string
}

// The codes of problems.
const (
	Broken     = "import_broken"      // it can't be read
	NoTime     = "import_no_time"     // without a time, or one that can't be
	NoAuthor   = "import_no_author"   // nobody said it
	NoRoom     = "import_no_room"     // in no conversation that the archive knows
	Empty      = "import_empty"       // it says nothing
	Twice      = "import_twice"       // its number is another's
	BadName    = "import_bad_name"    // a file's name leads out of the archive
	TooLong    = "import_too_long"    // more than a megabyte in one line
	Topic      = "import_topic"       // of a few persons' conversation, which has none here, or all of one that is cut
	OwnEmoji   = "import_emoji"       // a picture of the other program's own
	SystemLine = "import_system_line" // what the other program said itself
)

// TopicOf is the problem of a topic that does not come along as it is: it is told in full,
// so that somebody who wants it can write it into the conversation.
func TopicOf(room, topic string, line int) Problem {
	return Problem{File: Short(room+": "+topic, 500), Line: line, Code: Topic}
}

// Sink takes what is read, in the order of the archive: persons and rooms before what they
// said. A person or a room may come again; the later one counts.
type Sink interface {
	Person(Person) error
	Room(Room) error
	Message(Message) error
	Problem(Problem)
	// Progress says how much is read.
	Progress(done, total int64)
}
