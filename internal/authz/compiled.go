package authz

import (
	"sync"

	"github.com/cedar-policy/cedar-go"
)

// compiled keeps the policies of grants that were asked for lately: to compile one
// takes longer than to decide by it. What a policy says follows from its key alone;
// when a grant ends is asked anew each time.
type compiled struct {
	mu sync.Mutex
	m  map[policyKey]*cedar.Policy
}

type policyKey struct {
	person, action string
	scope          Scope
	object         string
}

// maxCompiled bounds the memory: some 2 KB each.
const maxCompiled = 2000

func (c *compiled) policy(g Grant) *cedar.Policy {
	key := policyKey{g.Person, g.Action, g.Scope, g.Object}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.m[key]; p != nil {
		return p
	}
	if c.m == nil || len(c.m) >= maxCompiled {
		c.m = map[policyKey]*cedar.Policy{}
	}
	p := g.policy()
	c.m[key] = p
	return p
}
