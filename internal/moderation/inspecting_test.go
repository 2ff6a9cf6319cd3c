package moderation

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"testing"
)

// corpus are messages with numbers of people and companies in them, none of which lists
// customers or states accounts.
//
//go:embed testdata/dlp-corpus.jsonl
var corpus []byte

// The rules to begin with stop a financial statement and a customers' database (FEATURES
// F205), in both scripts, and nothing that merely has a number in it.
func TestThePresetStopsBothExamples(t *testing.T) {
	t.Parallel()
	c := compile(1, Preset("en"))
	for text, rule := range map[string]int{
		"Harbour Lights Trading Limited\nStatement of financial position as at 31 March 2026\nCurrent assets 4,210,300\nCurrent liabilities 1,033,870": 0,
		"附件為本公司二零二六年三月止年度的综合收益表及資 產 負 債 表":                                                                                                             0,
		"name,mail,phone\nChan,chan@a.example,9123 4567\nLee,lee@b.example,6234 5678\nWong,wong@c.example,5345 6789":                                   1,
		"呢份係客户数据库，唔好外傳": 1,
	} {
		if got := c.mets(text, "group"); len(got) != 1 || got[0].Rule != rule {
			t.Errorf("%.40q meets %v, want rule %d", text, got, rule)
		}
	}
	lines := bufio.NewScanner(bytes.NewReader(corpus))
	n := 0
	for ; lines.Scan(); n++ {
		var one struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if got := c.mets(one.Text, ""); len(got) > 0 {
			t.Errorf("%s meets %v: %s", one.ID, got, one.Text)
		}
	}
	if n < 50 {
		t.Errorf("only %d messages in the corpus", n)
	}
}

func TestContactsAreCountedOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"call 9123 4567 or 91234567 or +852 91234567": 1,
		"a@b.example A@B.example":                     1,
		"13812345678 and 138-1234-5678":               1,
		"order 202611220955217858, 1234 5678":         0,
		"on 2026-11-22 we paid 4,210,300":             0,
	} {
		if got := contactsIn(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
