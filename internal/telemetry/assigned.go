package telemetry

import "strings"

// bearer finds the credential after the word.
func bearer(s string, end int) span {
	i := skip(s, end, " ", 1)
	stop := valueEnd(s, i)
	if i == end || stop-i < 8 {
		return none
	}
	return span{i, stop}
}

// assigned finds the value that follows a secret name and the sign at i, as in
// password=x, "token": "x" or a header line.
func assigned(s string, i int) span {
	end := i
	for end > 0 && strings.IndexByte(` "'\`, s[end-1]) >= 0 && i-end < 3 {
		end--
	}
	start := end
	for start > 0 && (isAlnum(s[start-1]) || s[start-1] == '_' || s[start-1] == '-') {
		start--
	}
	name := s[start:end]
	if !Secret(name) || equalFold(name, "key") || equalFold(name, "keys") {
		return none // "duplicate key: orgs_pkey"
	}
	v := skip(s, i+1, ` \`, 3)
	if v > i+1 && s[i] == ':' && end == i && !hasWord(name, alwaysValue) && !likeSecret(s[v:valueEnd(s, v)]) {
		return none // "session token: expired" is an error and no value
	}
	return valueAt(s, v, name)
}

// alwaysValue are names that nobody uses as the head of an error.
var alwaysValue = []string{"password", "passwd", "passphrase", "authorization", "cookie"}

func hasWord(name string, words []string) bool {
	for start := 0; start < len(name); {
		end := wordEnd(name, start)
		if oneOf(name[start:end], words) {
			return true
		}
		start = max(end, start+1)
	}
	return false
}

// likeSecret tells a secret from a word of a sentence.
func likeSecret(v string) bool {
	return len(v) >= 16 || strings.ContainsAny(v, "0123456789") || strings.HasPrefix(v, `"`)
}

func valueAt(s string, v int, name string) span {
	if v < len(s) && (s[v] == '"' || s[v] == '\'') {
		quote := s[v]
		v++
		if n := strings.IndexByte(s[v:], quote); n >= 0 {
			return filled(s, v, v+n)
		}
		return filled(s, v, len(s))
	}
	if hasWord(name, []string{"cookie", "authorization"}) { // several words belong to it
		n := strings.IndexAny(s[v:], "\r\n")
		if n < 0 {
			n = len(s) - v
		}
		return filled(s, v, v+n)
	}
	return filled(s, v, valueEnd(s, v))
}

func valueEnd(s string, i int) int {
	if n := strings.IndexAny(s[i:], " \t\r\n&,;\"'})]>"); n >= 0 {
		return i + n
	}
	return len(s)
}

func filled(s string, start, end int) span {
	if start >= end || s[start:end] == Hidden || s[start:end] == Hidden[:len(Hidden)-1] {
		return none
	}
	return span{start, end}
}
