package webpage

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Parse reads the head of a page in UTF-8. What the page says for those who show links
// (the Open Graph protocol, ogp.me) comes before its title and description.
func Parse(r io.Reader) (p Page) {
	said := map[string]string{}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(most)
	for inTitle := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			return pageOf(said)
		case html.TextToken:
			if inTitle {
				said["title"] += string(z.Text())
			}
		case html.EndTagToken:
			inTitle = false
			if name, _ := z.TagName(); atom.Lookup(name) == atom.Head {
				return pageOf(said)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inTitle = t.DataAtom == atom.Title && said["title"] == ""
			if t.DataAtom == atom.Meta {
				note(said, t.Attr)
			}
			if t.DataAtom == atom.Body {
				return pageOf(said)
			}
		}
	}
}

// note keeps what a meta element says, the first of each name.
func note(said map[string]string, attributes []html.Attribute) {
	var name, content string
	for _, a := range attributes {
		switch a.Key {
		case "name", "property":
			name = strings.ToLower(a.Val)
		case "content":
			content = a.Val
		}
	}
	switch name {
	case "og:title", "og:description", "og:site_name", "og:image", "og:image:secure_url", "description":
		if said[name] == "" {
			said[name] = content
		}
	}
}

func pageOf(said map[string]string) Page {
	return Page{Title: first(200, said["og:title"], said["title"]), About: first(300, said["og:description"], said["description"]),
		Site: first(80, said["og:site_name"]), Picture: first(2000, said["og:image:secure_url"], said["og:image"])}
}

// first is the first text that says something.
func first(longest int, texts ...string) string {
	for _, t := range texts {
		if t = cut(t, longest); t != "" {
			return t
		}
	}
	return ""
}

// cut makes a text one line of at most so many characters, without what can't be seen.
func cut(text string, longest int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest-1]) + "…"
	}
	return text
}
