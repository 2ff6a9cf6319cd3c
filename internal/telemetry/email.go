package telemetry

import "strings"

// email finds the address around an at sign at i that is n bytes long (3 where it
// is written %40), or the name and password of a URL. A domain ends in letters:
// module@v1.2.3 is a path.
func email(s string, i, n int) span {
	if start := userinfo(s, i); start >= 0 {
		return span{start, i + n}
	}
	start, end := localPart(s, i), domain(s, i+n)
	if start == i || end == 0 {
		return none
	}
	return span{start, end}
}

// userinfo is where the name and password of a URL begin, -1 if this is none.
func userinfo(s string, at int) int {
	for i := at; i > 0 && s[i-1] > ' ' && s[i-1] != '"'; i-- {
		if s[i-1] != '/' {
			continue
		}
		if i >= 3 && s[i-3:i] == "://" && i < at {
			return i
		}
		return -1
	}
	return -1
}

func localPart(s string, at int) int {
	if at > 1 && s[at-1] == '"' {
		return max(strings.LastIndexByte(s[:at-1], '"'), 0)
	}
	i := at
	for i > 0 && (isAlnum(s[i-1]) || strings.IndexByte(".!#$'*+^_~-%", s[i-1]) >= 0) {
		i--
	}
	if i == at { // a Chinese name; elsewhere Chinese text is the sentence around
		for i > 0 && s[i-1] >= 0x80 {
			i--
		}
	}
	return i
}

func domain(s string, i int) int {
	if i < len(s) && s[i] == '[' {
		return i + strings.IndexByte(s[i:], ']') + 1
	}
	end := i
	for ; end < len(s); end++ {
		c := s[end]
		foreign := c >= 0x80 && (end == i || s[end-1] == '.' || s[end-1] >= 0x80)
		if !isAlnum(c) && c != '.' && c != '-' && !foreign {
			break
		}
	}
	name := strings.TrimRight(s[i:end], ".-")
	dot := strings.LastIndexByte(name, '.')
	if dot < 1 || !topLevel(name[dot+1:]) {
		return 0
	}
	return i + len(name)
}

func topLevel(label string) bool {
	if len(label) < 2 {
		return false
	}
	if strings.HasPrefix(label, "xn--") || label[0] >= 0x80 {
		return true
	}
	return letters(label, 0) == len(label)
}
