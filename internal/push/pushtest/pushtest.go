// Package pushtest is a push service for tests, together with the browser behind it: it
// checks the sender's signature (RFC 8292) and decrypts (RFC 8291, RFC 8188), from the
// RFCs and the standard library alone.
//
// Floor: 1
package pushtest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Service is one; the fields are read between requests.
type Service struct {
	*httptest.Server
	browser *ecdh.PrivateKey
	auth    []byte
	sender  string // the VAPID key that subscribed

	mu     sync.Mutex
	status int
	header http.Header

	Problem  error    // with the latest request
	Got      []string // payloads
	Last     http.Header
	Sizes    []int // of the bodies
	Contacts []string
}

// New starts one whose browser subscribed with a VAPID key.
func New(t testing.TB, key string) *Service {
	t.Helper()
	browser, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{browser: browser, auth: make([]byte, 16), sender: key, status: http.StatusCreated}
	_, _ = rand.Read(s.auth)
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

// Subscription is what the browser gives: endpoint, public key and secret.
func (s *Service) Subscription() (endpoint, p256dh, auth string) {
	enc := base64.RawURLEncoding
	return s.URL + "/send/capability", enc.EncodeToString(s.browser.PublicKey().Bytes()), enc.EncodeToString(s.auth)
}

// Payloads are all that came, decrypted.
func (s *Service) Payloads() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Got)
}

// Answer sets what the next requests are told.
func (s *Service) Answer(status int, header http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.header = status, header
}

func (s *Service) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	text, err := s.decrypt(body)
	if err == nil {
		err = s.verify(r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Last, s.Sizes = r.Header, append(s.Sizes, len(body))
	if s.Problem = err; err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for k, v := range s.header {
		w.Header()[k] = v
	}
	if s.Got = append(s.Got, text); s.status != 0 {
		w.WriteHeader(s.status)
	}
}

// decrypt opens a body of coding aes128gcm (RFC 8188) with the keys of RFC 8291
// section 3.3 and 3.4.
func (s *Service) decrypt(body []byte) (string, error) {
	if len(body) < 86 || len(body) > 4096 || body[20] != 65 {
		return "", fmt.Errorf("a body of %d bytes", len(body))
	}
	salt, keyid, record := body[:16], body[21:86], body[86:]
	if rs := binary.BigEndian.Uint32(body[16:20]); int(rs) < len(record) {
		return "", fmt.Errorf("more than one record of %d", rs)
	}
	theirs, err := ecdh.P256().NewPublicKey(keyid)
	if err != nil {
		return "", err
	}
	shared, err := s.browser.ECDH(theirs)
	if err != nil {
		return "", err
	}
	info := "WebPush: info\x00" + string(s.browser.PublicKey().Bytes()) + string(keyid)
	ikm, _ := hkdf.Key(sha256.New, shared, s.auth, info, 32)
	key, _ := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, _ := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	block, _ := aes.NewCipher(key)
	gcm, _ := cipher.NewGCM(block)
	plain, err := gcm.Open(nil, nonce, record, nil)
	if err != nil {
		return "", err
	}
	padded := strings.TrimRight(string(plain), "\x00")
	text, ok := strings.CutSuffix(padded, "\x02") // the delimiter of the last record
	if !ok {
		return "", fmt.Errorf("no delimiter")
	}
	return text, nil
}

// verify checks the token of RFC 8292 section 2 and 3.
func (s *Service) verify(r *http.Request) error {
	var token, key string
	for _, part := range strings.Split(strings.TrimPrefix(r.Header.Get("Authorization"), "vapid "), ", ") {
		if v, ok := strings.CutPrefix(part, "t="); ok {
			token = v
		}
		if v, ok := strings.CutPrefix(part, "k="); ok {
			key = v
		}
	}
	parts := strings.Split(token, ".")
	if key != s.sender || len(parts) != 3 {
		return fmt.Errorf("signed by %q", key)
	}
	if err := signed(key, parts); err != nil {
		return err
	}
	raw, _ := base64.RawURLEncoding.DecodeString(parts[1])
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	if err := json.Unmarshal(raw, &claims); err != nil {
		return err
	}
	left := time.Until(time.Unix(claims.Exp, 0))
	if claims.Aud != s.URL || left <= 0 || left > 24*time.Hour {
		return fmt.Errorf("claims %+v", claims)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Contacts = append(s.Contacts, claims.Sub)
	return nil
}

func signed(key string, parts []string) error {
	head, _ := base64.RawURLEncoding.DecodeString(parts[0])
	var h struct{ Alg string }
	if json.Unmarshal(head, &h) != nil || h.Alg != "ES256" {
		return fmt.Errorf("head %s", head)
	}
	point, _ := base64.RawURLEncoding.DecodeString(key)
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return err
	}
	sig, _ := base64.RawURLEncoding.DecodeString(parts[2])
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if len(sig) != 64 || !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return fmt.Errorf("a bad signature")
	}
	return nil
}
