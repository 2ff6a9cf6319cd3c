package translator

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// tags are languages by the codes that LibreTranslate's versions have called them.
var tags = map[string]string{
	"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-hans": "zh-Hans",
	"zt": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-hant": "zh-Hant",
	"pb": "pt-BR",
}

var wellFormed = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// tag is a code as BCP 47; "" for what is none.
func tag(code string) string {
	code = strings.ReplaceAll(code, "_", "-")
	if known := tags[strings.ToLower(code)]; known != "" {
		return known
	}
	if !wellFormed.MatchString(code) {
		return ""
	}
	return code
}

func base(tag string) string { return strings.Split(tag, "-")[0] }

// code is what the server calls a language, or the nearest to it: where it knows one
// script of Chinese alone, that one.
func (s *Server) code(ctx context.Context, into string) (string, error) {
	known, err := s.languages(ctx)
	if err != nil {
		return "", err
	}
	wanted, near := tag(into), ""
	for _, code := range known {
		switch one := tag(code); {
		case one == wanted:
			return code, nil
		case near == "" && base(one) == base(wanted):
			near = code
		}
	}
	if near == "" || wanted == "" {
		return "", ErrLanguage
	}
	return near, nil
}

// languages are the codes that the server knows; asked once an hour.
func (s *Server) languages(ctx context.Context) ([]string, error) {
	s.mu.Lock()
	known, listed := s.known, s.listed
	s.mu.Unlock()
	if len(known) > 0 && time.Since(listed) < listLives {
		return known, nil
	}
	var got []struct {
		Code string `json:"code"`
	}
	if err := s.ask(ctx, http.MethodGet, "/languages", nil, &got); err != nil {
		return nil, err
	}
	known = nil
	for _, one := range got {
		known = append(known, one.Code)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known, s.listed = known, time.Now()
	return known, nil
}
