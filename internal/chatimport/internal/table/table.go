// Package table reads old messages from comma separated values, in a file or in a zip with
// the attachments that it names.
//
// What it promises: it holds one row at a time, takes what spreadsheets write (with
// semicolons, with a byte order mark, in Big5 or GB 18030), and names bad rows by line.
//
// Floor: 2
package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"tramway/internal/chatimport/internal/history"
)

// ErrColumns is returned for a table without one of the columns that it must have.
var ErrColumns = errors.New("table: without conversation, time, author or text")

// The columns, each with how else it may be called.
var columns = [][]string{
	{"conversation", "channel", "對話", "对话", "群組", "群组"},
	{"kind", "類別", "类别"},
	{"members", "成員", "成员"},
	{"time", "date", "時間", "时间"},
	{"author", "sender", "name", "作者", "寄件者", "發件人", "发件人"},
	{"email", "電郵", "邮箱"},
	{"phone", "電話", "电话"},
	{"text", "message", "內容", "内容", "訊息", "消息"},
	{"id", "編號", "编号"},
	{"thread", "討論串", "话题"},
	{"attachments", "附件"},
}

// Template is a table to begin with: every column, and an example of each kind of row.
func Template() [][]string {
	head := make([]string, len(columns))
	for i, names := range columns {
		head[i] = names[0]
	}
	return [][]string{head,
		{"General", "open", "amy@example.com; ben@example.com", "2025-03-31 09:05", "Amy Chan", "amy@example.com", "+852 2345 6789", "Good morning, **all**", "1", "", ""},
		{"General", "open", "", "2025-03-31 09:07:30", "陳大文", "ben@example.com", "", "早晨", "2", "1", "plan.pdf"},
		{"Amy and Ben", "direct", "amy@example.com; ben@example.com", "2025-04-01T10:00:00+08:00", "Amy Chan", "amy@example.com", "", "See you at ten", "3", "", ""},
	}
}

type reader struct {
	a      *history.Archive
	file   string
	sink   history.Sink
	now    time.Time
	zone   *time.Location
	at     map[string]int    // of a column
	named  map[string]string // how persons are called, by key
	inside map[string]bool   // who is in which room
	rooms  map[string]*history.Room
	times  map[string]int // rows that are alike, by what they say
	paths  map[string]string
	line   int
}

// Read hands over everything in a table, "": the archive by itself. Times without a zone
// are of zone; region decides the encoding of what is not Unicode. Errors: ErrColumns.
func Read(a *history.Archive, file, region string, zone *time.Location, now time.Time, sink history.Sink) error {
	in, err := a.Text(file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &reader{a: a, file: file, sink: sink, now: now, zone: zone, named: map[string]string{}, inside: map[string]bool{}, rooms: map[string]*history.Room{}, times: map[string]int{}, paths: map[string]string{}}
	for _, name := range a.Names() {
		r.paths[name[strings.LastIndexByte(name, '/')+1:]] = name
	}
	text, comma := decoded(in, region)
	fed := &feeder{text, maxRow}
	rows := csv.NewReader(fed)
	rows.Comma, rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = comma, -1, true, true
	head, err := rows.Read()
	if err != nil {
		return ErrColumns
	}
	if r.at = places(head); r.at == nil {
		return ErrColumns
	}
	total := max(a.Has(file), a.Size())
	for {
		fed.left = maxRow
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, history.ErrTooMuch):
			return err
		case err != nil:
			r.sink.Problem(history.Problem{File: file, Line: r.line + 1, Code: history.Broken})
			return nil
		}
		r.line, _ = rows.FieldPos(0)
		if err := r.row(row); err != nil {
			return err
		}
		r.sink.Progress(min(rows.InputOffset(), total), total)
	}
}

// places are those of the columns; nil where one that must be there is not.
func places(head []string) map[string]int {
	out := map[string]int{}
	for i, cell := range head {
		name := strings.ToLower(strings.TrimSpace(cell))
		for _, names := range columns {
			if _, had := out[names[0]]; !had && slices.Contains(names, name) {
				out[names[0]] = i
			}
		}
	}
	for _, must := range []string{"conversation", "time", "author", "text"} {
		if _, there := out[must]; !there {
			return nil
		}
	}
	return out
}

const (
	sniffed = 64 << 10
	maxRow  = 4 << 20 // bytes
)

// decoded is a table as UTF-8, and what stands between its cells.
func decoded(in io.Reader, region string) (io.Reader, rune) {
	r := bufio.NewReaderSize(in, sniffed)
	head, _ := r.Peek(sniffed)
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		from = unicode.UTF8BOM
	case valid(head):
		from = unicode.UTF8
	case region == "cn":
		from = simplifiedchinese.GB18030
	default:
		from = traditionalchinese.Big5
	}
	text := bufio.NewReaderSize(transform.NewReader(r, from.NewDecoder()), sniffed)
	first, _ := text.Peek(4096)
	line, _, _ := strings.Cut(string(first), "\n")
	comma := ','
	for _, c := range []rune{';', '\t'} {
		if strings.Count(line, string(c)) > strings.Count(line, string(comma)) {
			comma = c
		}
	}
	return text, comma
}

// valid says whether a beginning is UTF-8; its last character may be cut.
func valid(head []byte) bool {
	for range utf8.UTFMax {
		if utf8.Valid(head) {
			return true
		}
		if len(head) < sniffed-utf8.UTFMax || len(head) == 0 {
			return false
		}
		head = head[:len(head)-1]
	}
	return false
}

var errLong = errors.New("table: one row is longer than is good for us")

// feeder lets the reader of rows read so much for one row: a quote that is never closed
// would hold all that follows.
type feeder struct {
	io.Reader
	left int
}

func (f *feeder) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errLong
	}
	n, err := f.Reader.Read(p[:min(len(p), f.left)])
	f.left -= n
	return n, err
}
