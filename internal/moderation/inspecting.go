package moderation

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// compiled are rules made ready for going through texts.
type compiled struct {
	version int64
	rules   []Rule
	words   index
}

// mostCompiled bounds how many organisations' rules are kept ready at once.
const mostCompiled = 64

// ready are the rules of an organisation, compiled once a version.
func (m *Module) ready(ctx context.Context, o *org.Org, q sqldb.Q) (compiled, error) {
	now, err := version(ctx, q)
	if err != nil || now == 0 {
		return compiled{}, err
	}
	m.mu.Lock()
	c, ok := m.compiled[o.ID]
	m.mu.Unlock()
	if ok && c.version == now {
		return c, nil
	}
	s, err := rulesAt(ctx, q, now)
	if err != nil {
		return compiled{}, err
	}
	rules, err := s.list()
	if err != nil {
		return compiled{}, err
	}
	c = compile(now, rules)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.compiled) >= mostCompiled {
		clear(m.compiled)
	}
	m.compiled[o.ID] = c
	return c, nil
}

func compile(version int64, rules []Rule) compiled {
	c := compiled{version: version, rules: rules, words: index{}}
	for i, r := range rules {
		for _, w := range r.Words {
			c.words.add(w, i)
		}
	}
	return c
}

// Met is a rule that a text meets, by a word or, where it is empty, by its contacts.
type Met struct {
	Rule int
	Word string
}

// mets are the rules that a text meets in a class of conversation ("": any), each once,
// in order.
func (c compiled) mets(text, class string) []Met {
	found := map[int]string{}
	c.words.each(read(text), func(e entry) bool {
		if _, had := found[e.rule]; !had {
			found[e.rule] = e.text
		}
		return len(found) < len(c.rules)
	})
	contacts := -1
	var out []Met
	for i, r := range c.rules {
		if class != "" && len(r.Classes) > 0 && !slices.Contains(r.Classes, class) {
			continue
		}
		word, met := found[i]
		if !met && r.Contacts > 0 {
			if contacts < 0 {
				contacts = contactsIn(text)
			}
			met = contacts >= r.Contacts
		}
		if met {
			out = append(out, Met{i, word})
		}
	}
	return out
}

// A contact is a mail address, a Hong Kong number of eight digits or a mainland mobile
// of eleven, as people write them.
var contact = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]*\w|(?:\+?852[ -]?)?\b[2-9]\d{3}[ -]?\d{4}\b|(?:\+?86[ -]?)?\b1[3-9]\d[ -]?\d{4}[ -]?\d{4}\b`)

// contactsIn is how many different ones stand in a text.
func contactsIn(text string) int {
	seen := map[string]bool{}
	for _, c := range contact.FindAllString(text, -1) {
		seen[strings.TrimPrefix(strings.NewReplacer(" ", "", "-", "", "+852", "", "+86", "").Replace(strings.ToLower(c)), "+")] = true
	}
	return len(seen)
}

// Inspector goes through each message before others see it. The strictest rule that it
// meets and that holds for its author counts.
func (m *Module) Inspector() life.Inspector {
	return life.Inspector{Name: "words", Kinds: []string{"message"}, Inspect: m.inspect}
}

func (m *Module) inspect(tx *org.Tx, c life.Content) (life.Verdict, error) {
	ready, err := m.ready(tx.Ctx, tx.Org, tx)
	if err != nil || ready.version == 0 {
		return life.Verdict{}, err
	}
	mets := ready.mets(c.Text, c.Class)
	slices.SortStableFunc(mets, func(a, b Met) int {
		return cmp.Compare(strictness[ready.rules[b.Rule].Effect], strictness[ready.rules[a.Rule].Effect])
	})
	for _, met := range mets {
		r := ready.rules[met.Rule]
		free, err := m.free(tx, r, c.Author)
		if err != nil {
			return life.Verdict{}, err
		}
		if free || r.Effect == warn && c.Sure {
			continue
		}
		return r.verdict()
	}
	if len(mets) > 0 && c.Sure {
		tx.Record(org.Entry{Action: "moderation.warning.passed", Object: c.In, Note: map[string]string{"rule": ready.rules[mets[0].Rule].Name}})
	}
	return life.Verdict{}, nil
}

var strictness = map[string]int{warn: 0, hold: 1, block: 2}

func (r Rule) verdict() (life.Verdict, error) {
	reason := cmp.Or(r.Told, r.Name)
	switch r.Effect {
	case hold:
		return life.Verdict{State: life.Held, Reason: reason}, nil
	case block:
		return life.Verdict{}, life.Refuse("body.text", reason)
	}
	return life.Verdict{}, life.Warn(reason)
}

// free says that a rule does not hold for somebody.
func (m *Module) free(tx *org.Tx, r Rule, person string) (bool, error) {
	if len(r.But) == 0 {
		return false, nil
	}
	if slices.Contains(r.But, ref.To("person", person).String()) {
		return true, nil
	}
	placed, err := m.people.Placed(tx.Ctx, tx, []string{person})
	return slices.ContainsFunc(placed[person], func(d string) bool { return slices.Contains(r.But, ref.To("department", d).String()) }), err
}

// Preset is a set of rules to begin with, in the reader's language: what the house rules
// of most companies keep out of conversations, financial statements and the customers'
// database (FEATURES F205).
func Preset(language string) []Rule {
	text := func(key string) string { return lang.Text(language, key, nil) }
	return []Rule{
		{Name: text("moderation.preset_statements"), Effect: block, Told: text("moderation.preset_statements_told"), Words: statementWords, Classes: []string{}, But: []string{}},
		{Name: text("moderation.preset_customers"), Effect: block, Told: text("moderation.preset_customers_told"), Words: customerWords, Contacts: 5, Classes: []string{}, But: []string{}},
	}
}

var (
	statementWords = []string{"balance sheet", "income statement", "profit and loss account", "profit and loss statement", "cash flow statement", "statement of financial position",
		"statement of cash flows", "financial statements", "management accounts", "trial balance", "財務報表", "財務狀況表", "資產負債表", "損益表", "利潤表", "綜合收益表", "現金流量表", "管理帳目", "試算表"}
	customerWords = []string{"customer database", "client database", "customer list", "client list", "customer master", "CRM export", "客戶資料庫", "客戶數據庫", "客戶名單", "客戶名冊", "客戶清單", "會員資料庫"}
)

// badClass refuses a class of conversation that there is not.
func badClass(class string) error {
	if !slices.Contains([]string{"", "direct", "group", "channel", "staff"}, class) {
		return fault.Bad("body.class", "unknown_choice")
	}
	return nil
}
