package card

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tramway/internal/fault"
)

const leave = `{"v":1,"blocks":[{"type":"header","text":{"en":"Leave","zh-HK":"請假"}},{"type":"text","text":"**MOK Ka Yan** wants two days"},
	{"type":"fields","fields":[{"label":"From","value":"2026-12-24"}]},{"type":"divider"},{"type":"context","text":"HR-17"},
	{"type":"select","id":"kind","label":"Kind","options":[{"value":"annual","text":"Annual"},{"value":"sick","text":"Sick"}],"required":true},
	{"type":"input","id":"why","label":"Why","max":10},{"type":"input","id":"note","label":"Note","lines":true},{"type":"date","id":"until","label":"Until","value":"2026-12-25"},
	{"type":"actions","buttons":[{"id":"approve","text":"Approve","style":"primary"},{"id":"decline","text":"Decline","style":"danger","confirm":"Really?"},{"text":"Open","url":"https://hr.example/17"}]}]}`

// wrongs are the codes of an error by their places.
func wrongs(err error) map[string]string {
	out := map[string]string{}
	if f := fault.Of(err); f != nil {
		for _, one := range f.Fields {
			out[one.Location] = one.Code
		}
	}
	return out
}

func TestACardIsReadAndToldAsText(t *testing.T) {
	t.Parallel()
	c, err := Parse([]byte(leave), "body.card")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Plain(); got != "Leave / 請假\n**MOK Ka Yan** wants two days\nFrom: 2026-12-24\nHR-17" {
		t.Errorf("as text: %q", got)
	}
	for _, word := range []string{"Really?", "Sick", "Why", "https://hr.example/17", "Approve"} {
		if !strings.Contains(c.Words(), word) {
			t.Errorf("who judges does not read %q", word)
		}
	}
	only, err := Parse([]byte(`{"v":1,"blocks":[{"type":"actions","buttons":[{"id":"a","text":"Ack"}]}]}`), "c")
	if err != nil || only.Plain() != "[Ack]" || !only.Asks() {
		t.Errorf("buttons alone: %q, %v", only.Plain(), err)
	}
	raw, _ := json.Marshal(c)
	again, err := Parse(raw, "c")
	if err != nil || again.Words() != c.Words() {
		t.Errorf("as it is stored, it can't be read: %v", err)
	}
}

func TestWhatIsWrongIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	block := func(s string) string { return `{"v":1,"blocks":[` + s + `]}` }
	ok := `,{"type":"actions","buttons":[{"id":"ok","text":"OK"}]}`
	for body, want := range map[string]string{
		``:                                "# card_json",
		`[]`:                              "# card_shape",
		`{"v":1,"blocks":[]} {}`:          "# card_json",
		`{"v":2,"blocks":[]}`:             "#/v card_version",
		`{"blocks":[{"type":"divider"}]}`: "#/v card_version",
		`{"v":"1"}`:                       "#/v card_shape",
		`{"v":1,"blocks":{}}`:             "#/blocks card_shape",
		`{"v":1,"blocks":[],"image":"x"}`: "# card_unknown_key",
		`{"v":1,"blocks":[]}`:             "#/blocks card_blocks",
		block(strings.TrimSuffix(strings.Repeat(`{"type":"divider"},`, 51), ",")): "#/blocks card_blocks",
		block(`{"type":"divider"}`):                                                                                        "#/blocks card_empty",
		block(`null`):                                                                                                      "#/blocks/0 card_shape",
		block(`{"type":"image","url":"https://x"}`):                                                                        "#/blocks/0/type card_type",
		block(`{"type":"divider"},{"text":"x"}`):                                                                           "#/blocks/1/type card_type",
		block(`{"type":"header","text":"x","a/b":1}`):                                                                      "#/blocks/0/a~1b card_key",
		block(`{"type":"header","text":5}`):                                                                                "#/blocks/0 card_text",
		block(`{"type":"header","text":" "}`):                                                                              "#/blocks/0/text required",
		block(`{"type":"header"}`):                                                                                         "#/blocks/0/text required",
		block(`{"type":"header","text":{"xx_1":"a"}}`):                                                                     "#/blocks/0/text card_lang",
		block(`{"type":"header","text":"` + strings.Repeat("長", 301) + `"}`):                                               "#/blocks/0/text too_long",
		block(`{"type":"fields","fields":[]}`):                                                                             "#/blocks/0/fields card_count",
		block(`{"type":"fields","fields":[{"label":"a","value":"b","x":1}]}`):                                              "#/blocks/0 card_unknown_key",
		block(`{"type":"fields","fields":[{"label":"a"}]}`):                                                                "#/blocks/0/fields/0/value required",
		block(`{"type":"actions","buttons":[]}`):                                                                           "#/blocks/0/buttons card_count",
		block(`{"type":"actions","buttons":[{"id":"a b","text":"x"}]}`):                                                    "#/blocks/0/buttons/0/id card_id",
		block(`{"type":"actions","buttons":[{"id":"a","text":"x"},{"id":"a","text":"y"}]}`):                                "#/blocks/0/buttons/1/id card_id_twice",
		block(`{"type":"actions","buttons":[{"id":"a","text":"x","style":"green"}]}`):                                      "#/blocks/0/buttons/0/style card_style",
		block(`{"type":"actions","buttons":[{"id":"a","text":"x","url":"https://a.example"}]}`):                            "#/blocks/0/buttons/0 card_url_alone",
		block(`{"type":"actions","buttons":[{"text":"x","url":"javascript:alert(1)"}]}`):                                   "#/blocks/0/buttons/0/url card_url",
		block(`{"type":"actions","buttons":[{"text":"x","url":"https://me@a.example"}]}`):                                  "#/blocks/0/buttons/0/url card_url",
		block(`{"type":"input","id":"a","label":"x"}`):                                                                     "#/blocks/0 card_no_button",
		block(`{"type":"input","id":"ok","label":"x"}` + ok):                                                               "#/blocks/1/buttons/0/id card_id_twice",
		block(`{"type":"input","id":"a"}` + ok):                                                                            "#/blocks/0/label required",
		block(`{"type":"input","id":"a","label":"x","max":2001}` + ok):                                                     "#/blocks/0/max card_max",
		block(`{"type":"input","id":"a","label":"x","max":2,"value":"abc"}` + ok):                                          "#/blocks/0/value too_long",
		block(`{"type":"input","id":"a","label":"x","options":[]}` + ok):                                                   "#/blocks/0/options card_key",
		block(`{"type":"input","id":"a","label":"x","lines":"yes"}` + ok):                                                  "#/blocks/0/lines card_shape",
		block(`{"type":"date","id":"a","label":"x","value":"24/12/2026"}` + ok):                                            "#/blocks/0/value card_date",
		block(`{"type":"select","id":"a","label":"x","options":[{"value":"1","text":"1"},{"value":"1","text":"2"}]}` + ok): "#/blocks/0/options/1/value card_id_twice",
		block(`{"type":"select","id":"a","label":"x","options":[{"value":"1","text":"1"}],"value":"2"}` + ok):              "#/blocks/0/value card_option",
		block(`{"type":"select","id":"a","label":"x","options":[` + strings.TrimSuffix(strings.Repeat(`{"value":"1","text":"1"},`, 101), ",") + `]}` + ok): "#/blocks/0/options card_count",
		block(`{"type":"text","text":"` + strings.Repeat("x", 4000) + `"}`):                                                                                "",
		block(strings.TrimSuffix(strings.Repeat(`{"type":"text","text":"`+strings.Repeat("x", 4000)+`"},`, 5), ",")):                                       "# card_size",
	} {
		_, err := Parse([]byte(body), "")
		got := ""
		for at, code := range wrongs(err) {
			got = at + " " + code
		}
		if got != want || (want == "") != (err == nil) {
			t.Errorf("%.90s: %q, want %q (%v)", body, got, want, err)
		}
	}
	_, err := Parse([]byte(block(`{"type":"header"},{"type":"nothing"},{"type":"text","text":"fine"}`)), "body.card")
	if got := fmt.Sprint(wrongs(err)); got != "map[body.card#/blocks/0/text:required body.card#/blocks/1/type:card_type]" {
		t.Errorf("not all at once: %s", got)
	}
}

func TestAPressIsHeldToTheCard(t *testing.T) {
	t.Parallel()
	c, err := Parse([]byte(leave), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		action string
		values map[string]string
		want   string
	}{
		{"approve", map[string]string{"kind": "sick", "why": "十個字十個字十個字十", "note": "a\nb", "until": "2026-12-31"}, "map[]"},
		{"approve", nil, "map[body.values.kind:required]"},
		{"approve", map[string]string{"kind": "other"}, "map[body.values.kind:card_option]"},
		{"approve", map[string]string{"kind": "sick", "why": "a\nb", "until": "tomorrow"}, "map[body.values.until:card_date body.values.why:card_one_line]"},
		{"approve", map[string]string{"kind": "sick", "why": "eleven char"}, "map[body.values.why:too_long]"},
		{"approve", map[string]string{"kind": "sick", "salary": "1"}, "map[body.values:card_values]"},
		{"Open", map[string]string{"kind": "sick"}, "map[body.action:card_action]"},
		{"", map[string]string{"kind": "sick"}, "map[body.action:card_action]"},
	} {
		if got := fmt.Sprint(wrongs(c.Check(one.action, one.values))); got != one.want {
			t.Errorf("%s %v: %s, want %s", one.action, one.values, got, one.want)
		}
	}
}

func TestATextIsReadInOnesLanguage(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		text Text
		want []string
	}{{Say("Yes"), []string{"Yes", "Yes"}}, {Text{"en": "Yes", "zh-HK": "好"}, []string{"好", "Yes"}}, {Text{"fr": "Oui"}, []string{"Oui", "Oui"}}} {
		if got := []string{one.text.In("zh-HK"), one.text.In("ar")}; !slices.Equal(got, one.want) {
			t.Errorf("%v: %q", one.text, got)
		}
	}
	if got := Short("一二三四", 3); got != "一二…" {
		t.Errorf("shortened: %q", got)
	}
}

// FuzzParse: whatever a program sends is a card that can be stored and read again as it
// is, or its mistake, at places in it.
func FuzzParse(f *testing.F) {
	for _, one := range []string{leave, `{"v":1,"blocks":[{"type":"text","text":{"en":"x"}}]}`, `{"v":1e0}`, `{"v":1,"blocks":[{"type":{}}]}`, `[[[[`, "\xff"} {
		f.Add([]byte(one))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := Parse(body, "body.card")
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: %v", body, err)
			}
			for at := range wrongs(err) {
				if !strings.HasPrefix(at, "body.card#") {
					t.Errorf("%q: a mistake at %q", body, at)
				}
			}
			return
		}
		raw, err := json.Marshal(c)
		if err != nil || strings.TrimSpace(c.Plain()) == "" && slices.ContainsFunc(c.Blocks, func(b Block) bool { return b.Type != "divider" && b.ID == "" }) {
			t.Fatalf("%q: %v, %q", body, err, c.Plain())
		}
		var again Card
		if err := json.Unmarshal(raw, &again); err != nil || again.Words() != c.Words() {
			t.Errorf("%q is not what was stored: %v", body, err)
		}
	})
}
