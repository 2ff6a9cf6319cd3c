// Package namelike decides whether two names of organisations are too alike to
// stand side by side. It promises the same answer in both directions, an answer
// for every text, and keys that find in an index every name that Compare would
// not accept, so that nobody has to compare all names with all. It knows letters
// only: that two companies have one registration number, or one picture, is for
// the caller to see.
//
// It follows what the Companies Registry disregards when it asks whether a name
// is "the same" (Cap. 622, ss. 100 and 110), and UTS #39 for letters that look alike.
//
// Floor: 1
package namelike

// Outcome is what happens to the later of two names.
type Outcome string

// The outcomes, the strictest first.
const (
	Block  Outcome = "block"  // held until the dispute is settled
	Review Outcome = "review" // a person decides
	Accept Outcome = "accept"
)

// Rule is the stable code of the rule that decided; empty with Accept.
type Rule string

// The rules, in the order in which they are asked.
const (
	Badge       Rule = "badge"          // a tick, badge or flag stands in a name
	SameName    Rule = "same_name"      // the names are the same in law, or to the eye
	NoLetters   Rule = "no_letters"     // a name has nothing that can be compared
	PlaceGroup  Rule = "place_or_group" // the same but for words of place or group
	LookAlike   Rule = "look_alike"     // the same when 5 is read as S, VV as W
	Sound       Rule = "sound"          // Chinese characters read the same
	Spelling    Rule = "spelling"       // one letter differs in six or more
	MixedScript Rule = "mixed_script"   // letters of two scripts in one word
)

// Verdict is an outcome with the rule that decided.
type Verdict struct {
	Outcome Outcome `json:"outcome"`
	Rule    Rule    `json:"rule"`
}

// Compare decides between two names. It is symmetric.
func Compare(a, b string) Verdict { return verdict(study(a), study(b)) }

// CompareAll decides between two organisations that have several names each
// (English, Chinese, trade and former names): the strictest verdict counts.
func CompareAll(a, b []string) Verdict {
	worst := Verdict{Outcome: Accept}
	for _, x := range a {
		for _, y := range b {
			if v := Compare(x, y); v.Outcome == Block || v.Outcome == Review && worst.Outcome == Accept {
				worst = v
			}
		}
	}
	return worst
}

// Mistaken says whether somebody takes one for the other by their names. What only says
// that a name can't be compared is no likeness.
func Mistaken(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			v := Compare(x, y)
			if v.Outcome != Accept && v.Rule != NoLetters && v.Rule != MixedScript && v.Rule != Badge {
				return true
			}
		}
	}
	return false
}

func verdict(a, b studied) Verdict {
	switch {
	case a.badge || b.badge:
		return Verdict{Block, Badge}
	case meet(a.same, b.same):
		return Verdict{Block, SameName}
	case len(a.same) == 0 || len(b.same) == 0:
		return Verdict{Review, NoLetters}
	case meet(a.core, b.core):
		return Verdict{Review, PlaceGroup}
	case meet(a.look, b.look):
		return Verdict{Review, LookAlike}
	case meet(a.sound, b.sound):
		return Verdict{Review, Sound}
	case spelledAlike(a.long, b.long):
		return Verdict{Review, Spelling}
	case a.mixed || b.mixed:
		return Verdict{Review, MixedScript}
	}
	return Verdict{Outcome: Accept}
}
