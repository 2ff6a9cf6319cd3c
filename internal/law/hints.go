package law

// hints holds what each fact means in the languages besides English, by the
// English text in data/topics.json: many topics take the same fact, and a text
// that was changed in one place only is found missing by a test.
var hints = map[string]map[string]string{"zh-HK": readWords("hints.zh-HK"), "zh-CN": readWords("hints.zh-CN")}

// In returns the key with its meaning, the names of its choices and the same for
// its fields in the language. English stands in for a language without a text.
func (k GivenKey) In(lang string) GivenKey {
	for _, c := range k.Choices {
		k.Labels = append(k.Labels, Phrase(lang, k.Words+"."+c))
	}
	k.Words = ""
	if text, ok := hints[lang][k.Doc]; ok {
		k.Doc = text
	}
	k.Fields = KeysIn(k.Fields, lang)
	return k
}

// KeysIn does the same for a list of keys and leaves the list itself as it is.
func KeysIn(keys []GivenKey, lang string) []GivenKey {
	if keys == nil {
		return nil
	}
	out := make([]GivenKey, len(keys))
	for i, k := range keys {
		out[i] = k.In(lang)
	}
	return out
}
