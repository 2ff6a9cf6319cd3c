package demo

import "testing"

func TestEverybodyHasANameOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, c := range companies {
		b := &builder{company: c}
		b.staff()
		seen := map[string]bool{}
		for _, p := range b.people {
			for _, v := range []string{p.Name, p.Email, p.Phone, p.StaffNo} {
				if seen[v] {
					t.Errorf("%s: %s twice", c.Name, v)
				}
				seen[v] = true
			}
		}
		if n := len(b.signIns()); n < 3 {
			t.Errorf("%s offers %d sign-ins", c.Name, n)
		}
	}
}
