package ssotest

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

//go:embed saml_idp.py
var samlProgram []byte

// Asserted is somebody the SAML provider knows. Format "": a persistent name.
type Asserted struct {
	Name   string `json:"name"`
	Format string `json:"format,omitempty"`
	Mail   string `json:"mail,omitempty"`
}

// Behaviour is how the SAML provider answers.
type Behaviour struct {
	People  map[string]Asserted `json:"people,omitempty"`
	Sign    string              `json:"sign,omitempty"` // assertion, response, both
	Encrypt bool                `json:"encrypt"`
	Status  string              `json:"status"` // instead of an assertion
}

// SAML is a provider of SAML 2.0 that listens.
type SAML struct {
	Address string // of its metadata it is Address + "/metadata"

	program *exec.Cmd
	c       *http.Client
}

// ListenSAML starts a provider by a Python that has pysaml2, with a folder of its own and
// a certificate that is good for so many days.
func ListenSAML(python, folder string, days int) (*SAML, error) {
	path := filepath.Join(folder, "idp.py")
	if err := os.WriteFile(path, samlProgram, 0o600); err != nil {
		return nil, err
	}
	p := exec.Command(python, path, folder, strconv.Itoa(days))
	out, err := p.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var faults bytes.Buffer
	p.Stderr = &faults
	if err := p.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = p.Wait()
		return nil, errors.Join(err, errors.New(faults.String()))
	}
	return &SAML{strings.TrimSpace(line), p, &http.Client{Timeout: 20 * time.Second}}, nil
}

// Close ends it.
func (p *SAML) Close() { _, _ = p.program.Process.Kill(), p.program.Wait() }

// Trusts tells it of a service, by the service's metadata.
func (p *SAML) Trusts(metadata string) error { return p.put("/sp", []byte(metadata)) }

// Behaves changes how it answers.
func (p *SAML) Behaves(b Behaviour) error {
	raw, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return p.put("/behaviour", raw)
}

func (p *SAML) put(path string, body []byte) error {
	req, err := http.NewRequest(http.MethodPut, p.Address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	_, err = p.text(p.c.Do(req))
	return err
}

// Metadata is what it says of itself.
func (p *SAML) Metadata() (string, error) { return p.text(p.c.Get(p.Address + "/metadata")) }

func (p *SAML) text(r *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Body.Close() }()
	raw, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("ssotest: %d %s", r.StatusCode, raw)
	}
	return string(raw), err
}

var hidden = regexp.MustCompile(`name="(id|SAMLResponse|RelayState)" value="([^"]*)"`)

// SignIn does what a person does in the browser, from the address they are sent to until
// their browser posts the answer, and gives what it posts.
func (p *SAML) SignIn(address, mail string) (url.Values, error) {
	page, err := p.text(p.c.Get(address))
	if err != nil {
		return nil, err
	}
	form := fields(page)
	form.Set("username", mail)
	form.Set("password", Password)
	page, err = p.text(p.c.PostForm(p.Address+"/login", form))
	return fields(page), err
}

func fields(page string) url.Values {
	out := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	return out
}
