package mail

import (
	"errors"
	netmail "net/mail"
	"strings"
	"unicode/utf8"
)

// ErrAddress is returned for what is no address.
var ErrAddress = errors.New("mail: not an address")

// CheckAddress says whether s is a bare address of RFC 5322 section 3.4.1, in UTF-8
// if need be (RFC 6531), with a domain name and within the lengths of RFC 5321
// section 4.5.3.1. Quoted local parts and numeric domains are refused: people do
// not have them and programs misread them.
func CheckAddress(s string) error {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at > 64 || len(s) > 254 || !isLine(s) || !isDomain(s[at+1:]) {
		return ErrAddress
	}
	a, err := netmail.ParseAddress("<" + s + ">")
	if err != nil || a.Address != s || a.Name != "" {
		return ErrAddress
	}
	return nil
}

// isDomain: labels of letters, digits and dashes; other scripts as they are.
func isDomain(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			c := label[i]
			if c < utf8.RuneSelf && c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
				return false
			}
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
