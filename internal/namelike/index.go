package namelike

// Keys are what an index holds of a name.
type Keys struct {
	Same []string // a name that shares one is the same: Block
	Near []string // every name that Compare sends to Review for its likeness shares one
}

// Index gives the keys of a name. Look the keys of a new name up among those
// that are stored, and Compare what is found: a shared near key is only a reason
// to ask. What is odd in a name by itself, whatever it is compared with, is told
// by Alone. Keys are values to test with, never shown and never kept as a name.
func Index(name string) Keys {
	s := study(name)
	k := Keys{Same: s.same}
	for prefix, list := range map[string][]string{"core:": s.core, "look:": s.look, "sound:": s.sound} {
		for _, key := range list {
			k.Near = append(k.Near, prefix+key)
		}
	}
	for _, key := range s.long {
		k.Near = append(k.Near, slips(key)...)
	}
	k.Near = tidy(k.Near)
	return k
}

// slips are the key itself and the key with each letter left out: two keys that
// are one slip apart share one.
func slips(key string) []string {
	rs := []rune(key)
	out := []string{"slip:" + key}
	for i := range rs {
		out = append(out, "slip:"+string(rs[:i])+string(rs[i+1:]))
	}
	return out
}

// Alone decides on a name by itself: it is blocked for a badge, reviewed when it
// mixes scripts in a word or has nothing to compare.
func Alone(name string) Verdict {
	switch s := study(name); {
	case s.badge:
		return Verdict{Block, Badge}
	case len(s.same) == 0:
		return Verdict{Review, NoLetters}
	case s.mixed:
		return Verdict{Review, MixedScript}
	}
	return Verdict{Outcome: Accept}
}
