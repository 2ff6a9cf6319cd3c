package moderation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds.
const (
	maxRules     = 100
	maxWords     = 2000 // of all rules
	maxWord      = 64   // characters
	maxTold      = 300
	keptVersions = 20
)

// What a rule does with a message that meets it, the strictest last.
const (
	warn  = "warn"
	hold  = "hold"
	block = "block"
)

// Rule is one about words.
type Rule struct {
	Name     string   `json:"name" minLength:"1" maxLength:"80"`
	Words    []string `json:"words" maxItems:"2000"`
	Contacts int      `json:"contacts" minimum:"0" maximum:"1000" doc:"a text with at least so many different mail addresses and telephone numbers meets it too; 0: that does not count"`
	Effect   string   `json:"effect" enum:"warn,hold,block" doc:"warn: its author is asked once more; hold: somebody with the right releases it; block: it is not stored"`
	Told     string   `json:"told" maxLength:"300" doc:"what its author reads"`
	Classes  []string `json:"classes" maxItems:"4" enum:"direct,group,channel,staff" doc:"of conversations in which it holds; none: in all"`
	But      []string `json:"but" maxItems:"50" doc:"for whom it does not hold: person:id, department:id with all below it"`
}

// ruleSet is a row of word_rules.
type ruleSet struct {
	Version   int64                `db:"version"`
	Rules     sqldb.Sealed[string] `db:"rules"`
	ChangedBy string               `db:"changed_by"`
	ChangedAt sqldb.Micros         `db:"changed_at"`
}

func (s ruleSet) list() (out []Rule, err error) {
	if s.Version == 0 {
		return []Rule{}, nil
	}
	return out, json.Unmarshal([]byte(s.Rules.V), &out)
}

// version is the latest; 0: there are no rules.
func version(ctx context.Context, q sqldb.Q) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT coalesce(max(version), 0) FROM {o}.word_rules`)
}

// rulesAt reads a version; absent: not_found.
func rulesAt(ctx context.Context, q sqldb.Q, at int64) (ruleSet, error) {
	if at == 0 {
		return ruleSet{}, nil
	}
	s, err := sqldb.One[ruleSet](ctx, q, `SELECT version, rules, changed_by, changed_at FROM {o}.word_rules WHERE version=?`, at)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return s, err
}

// SetRules puts rules in place of those whose version their author saw. The record has
// their names and a digest, not the words. Errors: version_conflict, bad fields.
func SetRules(ctx context.Context, o *org.Org, who org.Who, saw int64, rules []Rule) error {
	if err := checkRules(rules); err != nil {
		return err
	}
	text, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		had, err := version(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if had != saw {
			return fault.New(fault.Conflict, "version_conflict")
		}
		before, err := rulesAt(tx.Ctx, tx, had)
		if err != nil {
			return err
		}
		old, err := before.list()
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		tx.Record(org.Entry{Action: "moderation.rules.set", Object: ref.To("organisation", o.ID), Before: facts(old), After: facts(rules),
			Note: map[string]string{"version": strconv.FormatInt(had+1, 10), "sha256": hex.EncodeToString(sum[:])}})
		if err := sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.word_rules(version, rules, changed_by, changed_at)`,
			[][]any{{had + 1, sqldb.Seal(string(text)), who.ID, sqldb.At(tx.Now())}}, ""); err != nil {
			return err
		}
		_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.word_rules WHERE version <= ?`, had+1-keptVersions)
		return err
	})
}

type ruleFacts struct {
	Name   string `json:"name"`
	Effect string `json:"effect"`
	Words  int    `json:"words"`
}

func facts(rules []Rule) []ruleFacts {
	out := []ruleFacts{}
	for _, r := range rules {
		out = append(out, ruleFacts{r.Name, r.Effect, len(r.Words)})
	}
	return out
}

// checkRules cleans rules in place and names everything that is wrong with them.
func checkRules(rules []Rule) error {
	var bad fault.Fields
	if len(rules) > maxRules {
		bad.Add("body.rules", "too_many", fault.Args{"max": maxRules})
	}
	words := 0
	for i := range rules {
		r, at := &rules[i], "body.rules["+strconv.Itoa(i)+"]"
		if r.Name = strings.TrimSpace(r.Name); r.Name == "" {
			bad.Add(at+".name", "required")
		}
		r.Words, r.Classes, r.But = clean(r.Words), clean(r.Classes), clean(r.But)
		words += len(r.Words)
		if len(r.Words) == 0 && r.Contacts == 0 {
			bad.Add(at+".words", "required")
		}
		for _, w := range r.Words {
			if len([]rune(w)) > maxWord {
				bad.Add(at+".words", "too_long", fault.Args{"max": maxWord})
				break
			}
		}
		for _, b := range r.But {
			if to, err := ref.Parse(b); err != nil || to.Type != "person" && to.Type != "department" {
				bad.Add(at+".but", "unknown_object")
			}
		}
		if len([]rune(r.Told)) > maxTold {
			bad.Add(at+".told", "too_long", fault.Args{"max": maxTold})
		}
	}
	if words > maxWords {
		bad.Add("body.rules", "too_many", fault.Args{"max": maxWords})
	}
	return bad.Err()
}

// clean are texts without the spaces around them, in order, each once.
func clean(texts []string) []string {
	out := []string{}
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
