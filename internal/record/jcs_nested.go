package record

import "slices"

func (s *scanner) array(dst []byte) ([]byte, error) {
	dst = append(dst, '[')
	if s.take(']') {
		return append(dst, ']'), nil
	}
	for {
		var err error
		if dst, err = s.value(dst); err != nil {
			return nil, err
		}
		if s.take(']') {
			return append(dst, ']'), nil
		}
		if !s.take(',') {
			return nil, s.fail("expected , or ]")
		}
		dst = append(dst, ',')
	}
}

type member struct {
	name string
	text []byte
}

func (s *scanner) object(dst []byte) ([]byte, error) {
	if s.take('}') {
		return append(dst, '{', '}'), nil
	}
	var members []member
	for {
		m, err := s.member()
		if err != nil {
			return nil, err
		}
		members = append(members, m)
		if s.take('}') {
			return s.sorted(dst, members)
		}
		if !s.take(',') {
			return nil, s.fail("expected , or }")
		}
	}
}

func (s *scanner) member() (member, error) {
	if s.peek() != '"' {
		return member{}, s.fail("expected a name")
	}
	name, err := s.text()
	if err != nil {
		return member{}, err
	}
	if !s.take(':') {
		return member{}, s.fail("expected :")
	}
	text, err := s.value(nil)
	return member{name, text}, err
}

func (s *scanner) sorted(dst []byte, members []member) ([]byte, error) {
	slices.SortFunc(members, func(a, b member) int { return compareUTF16(a.name, b.name) })
	dst = append(dst, '{')
	for i, m := range members {
		if i > 0 && m.name == members[i-1].name {
			return nil, s.fail("a name appears twice in the object ending")
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, m.name), ':')
		dst = append(dst, m.text...)
	}
	return append(dst, '}'), nil
}
