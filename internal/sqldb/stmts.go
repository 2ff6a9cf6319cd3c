package sqldb

import (
	"context"
	"database/sql"
	"sync"
)

// stmts keeps prepared statements by text. Preparing is half the price of a
// point read on SQLite.
type stmts struct {
	mu sync.Mutex
	m  map[string]*sql.Stmt
}

// maxStmts bounds the cache. Texts are constants of the program, so it fills
// up only when somebody builds SQL from data, which the rules forbid.
const maxStmts = 1000

func (s *stmts) get(ctx context.Context, text string, prepare func(context.Context, string) (*sql.Stmt, error)) (*sql.Stmt, error) {
	s.mu.Lock()
	st := s.m[text]
	s.mu.Unlock()
	if st != nil {
		return st, nil
	}
	st, err := prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if had := s.m[text]; had != nil {
		st.Close()
		return had, nil
	}
	if len(s.m) >= maxStmts {
		s.drop()
	}
	if s.m == nil {
		s.m = map[string]*sql.Stmt{}
	}
	s.m[text] = st
	return st, nil
}

// drop forgets all; a statement still in use stays open until its rows close.
func (s *stmts) drop() {
	for _, st := range s.m {
		st.Close()
	}
	s.m = nil
}

func (s *stmts) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop()
}
