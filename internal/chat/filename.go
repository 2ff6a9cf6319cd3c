package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxFileName = 200 // bytes

// plainName is the last part of a file's name without what is not seen: control
// characters and marks of direction, by which "exe.fdp" passes for "pdf.exe" read the
// other way round. What is too long is cut before its ending.
func plainName(name string) string {
	name = strings.ToValidUTF8(name, "")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.TrimSpace(name), ".")
	if len(name) > maxFileName {
		name = shortened(name)
	}
	if name = strings.TrimSpace(name); name == "" {
		return "file"
	}
	return name
}

// shortened keeps the beginning and the ending of a long name.
func shortened(name string) string {
	end := ""
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 16 {
		name, end = name[:dot], name[dot:]
	}
	for len(name)+len(end) > maxFileName {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return name + end
}
