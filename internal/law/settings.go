package law

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
)

// Setting is one open point of the law and how this program may read it.
type Setting struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Choices []string `json:"choices"`
	Source  string   `json:"source"`
}

// Settings are the choices a company has made; a missing entry means the default.
type Settings map[string]string

var settingList = readSettings()

func readSettings() map[string]Setting {
	var list []Setting
	if err := json.Unmarshal(mustRead("settings"), &list); err != nil {
		panic("law: settings: " + err.Error())
	}
	byName := make(map[string]Setting, len(list))
	for _, s := range list {
		byName[s.Name] = s
	}
	return byName
}

// AllSettings lists the settings by name.
func AllSettings() []Setting {
	all := make([]Setting, 0, len(settingList))
	for _, s := range settingList {
		all = append(all, s)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// Check returns an InputError for an unknown setting or choice.
func (s Settings) Check() error {
	for _, name := range slices.Sorted(maps.Keys(s)) { // in order, so that the same mistakes give the same error
		choice := s[name]
		known, ok := settingList[name]
		if !ok {
			return Bad("settings."+name, CodeUnknownKey)
		}
		if !slices.Contains(known.Choices, choice) {
			return Bad("settings."+name, CodeChoice, Text("value", choice))
		}
	}
	return nil
}

// pick returns the choice and writes into the working that the point is open.
func (s Settings) pick(name string, w *Working) string {
	known := settingList[name]
	choice, set := s[name]
	key := "setting.chosen"
	if !set {
		choice, key = known.Default, "setting.default"
	}
	w.sayOnce(key, known.Source, Word("setting", "setting."+name), Word("choice", "choice."+choice))
	return choice
}
