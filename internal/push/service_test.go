package push

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
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// service is a push service together with the browser behind it: it checks the
// sender's signature and decrypts, both from the RFCs and the standard library.
type service struct {
	*httptest.Server
	browser *ecdh.PrivateKey
	auth    []byte
	sender  string // the VAPID key that subscribed

	mu       sync.Mutex
	status   int
	header   http.Header
	problem  error
	got      []string
	last     http.Header
	sizes    []int
	contacts []string
}

func newService(t *testing.T, k Keys) *service {
	t.Helper()
	browser, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{browser: browser, auth: make([]byte, 16), sender: k.Public, status: http.StatusCreated}
	_, _ = rand.Read(s.auth)
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *service) subscription() Subscription {
	enc := base64.RawURLEncoding
	return Subscription{Endpoint: s.URL + "/send/capability", P256dh: enc.EncodeToString(s.browser.PublicKey().Bytes()), Auth: enc.EncodeToString(s.auth)}
}

// answer sets what the next requests are told.
func (s *service) answer(status int, header http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.header = status, header
}

func (s *service) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	text, err := s.decrypt(body)
	if err == nil {
		err = s.verify(r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last, s.sizes = r.Header, append(s.sizes, len(body))
	if s.problem = err; err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for k, v := range s.header {
		w.Header()[k] = v
	}
	if s.got = append(s.got, text); s.status != 0 {
		w.WriteHeader(s.status)
	}
}

// decrypt opens a body of coding aes128gcm (RFC 8188) with the keys of RFC 8291
// section 3.3 and 3.4.
func (s *service) decrypt(body []byte) (string, error) {
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
func (s *service) verify(r *http.Request) error {
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
	s.contacts = append(s.contacts, claims.Sub)
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

func seconds(n int) http.Header { return http.Header{"Retry-After": {strconv.Itoa(n)}} }
