package apptest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
)

// Person is somebody at a browser: a session, and an organisation they are in.
type Person struct {
	In       *Installation
	Org      string // stands for {org} in paths
	ID       string
	Login    string
	Password string
	Token    string // of the session; "" for nobody
	Device   string // the cookie by which their browser is known; "" before the first sign-in
	Lang     string // Accept-Language

	second *second // nil: a password is all they have
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// JSON is the answer's object; nil if it is not one.
func (a Answer) JSON() map[string]any {
	var v map[string]any
	if json.Unmarshal(a.Body, &v) != nil {
		return nil
	}
	return v
}

// Code is the stable code of a problem.
func (a Answer) Code() string { return Text(a.JSON(), "code") }

// File is a body sent as a form's file.
type File struct {
	Name    string
	Content []byte
}

// Nobody is a visitor without a session.
func (i *Installation) Nobody() *Person { return &Person{In: i, Org: "-"} }

// Do asks and gives status and object. {org} in the path is the person's own.
func (p *Person) Do(method, path string, body any) (int, map[string]any) {
	p.In.T.Helper()
	a := p.Ask(method, path, body)
	return a.Status, a.JSON()
}

// Must asks for something that has to succeed.
func (p *Person) Must(method, path string, body any) map[string]any {
	p.In.T.Helper()
	a := p.Ask(method, path, body)
	if a.Status/100 != 2 {
		p.In.T.Fatalf("%s %s: %d %s", method, path, a.Status, a.Body)
	}
	return a.JSON()
}

// Ask sends a body (nil, bytes as they are, a File, or anything as JSON) with
// further headers given as name, value.
func (p *Person) Ask(method, path string, body any, headers ...string) Answer {
	t := p.In.T
	t.Helper()
	r, err := http.NewRequest(method, p.In.URL+"/api/v1"+strings.ReplaceAll(path, "{org}", p.Org), nil)
	if err != nil {
		t.Fatal(err)
	}
	content, kind := encode(body)
	if content != nil {
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(content)), int64(len(content))
		r.Header.Set("Content-Type", kind)
	}
	if p.Token != "" {
		r.AddCookie(&http.Cookie{Name: "tramway_session", Value: p.Token})
	}
	if p.Device != "" {
		r.AddCookie(&http.Cookie{Name: "tramway_device", Value: p.Device})
	}
	if p.Lang != "" {
		r.Header.Set("Accept-Language", p.Lang)
	}
	for n := 0; n+1 < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	res, err := p.In.client.Do(r)
	if err != nil {
		t.Errorf("%s %s: %v", method, path, err)
		return Answer{Header: http.Header{}}
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Errorf("%s %s: reading the answer: %v", method, path, err)
	}
	for _, c := range res.Cookies() {
		if c.Name == "tramway_session" && c.Value != "" {
			p.Token = c.Value
		}
		if c.Name == "tramway_device" {
			p.Device = c.Value
		}
	}
	return Answer{res.StatusCode, res.Header, b}
}

func encode(body any) (content []byte, kind string) {
	switch b := body.(type) {
	case nil:
		return nil, ""
	case []byte:
		return b, "application/json"
	case File:
		var out bytes.Buffer
		w := multipart.NewWriter(&out)
		part, _ := w.CreateFormFile("file", b.Name) // a buffer takes everything
		_, _ = part.Write(b.Content)
		_ = w.Close()
		return out.Bytes(), w.FormDataContentType()
	}
	content, err := json.Marshal(body)
	if err != nil {
		panic(err) // tests marshal plain maps
	}
	return content, "application/json"
}

// Text, Number and Items read an answer's fields; absent ones are zero.
func Text(v map[string]any, key string) string { s, _ := v[key].(string); return s }

// Number reads a number.
func Number(v map[string]any, key string) int { n, _ := v[key].(float64); return int(n) }

// Object reads an object.
func Object(v map[string]any, key string) map[string]any { o, _ := v[key].(map[string]any); return o }

// Items reads a list of objects.
func Items(v map[string]any, key string) []map[string]any {
	list, _ := v[key].([]any)
	out := make([]map[string]any, len(list))
	for i := range list {
		out[i], _ = list[i].(map[string]any)
	}
	return out
}
