package live

import (
	"maps"
	"sync"
	"time"
)

// State is how present somebody is, by the pages they have open on any node. Nothing of
// it is stored.
type State string

// The states. Gone is no state of anybody whose page is open.
const (
	Here State = "here" // a page of theirs is being used
	Away State = "away" // their pages are open, and nobody has touched one for some minutes
	Gone State = ""
)

const (
	grace     = 5 * time.Second  // a page that is loaded anew is not gone meanwhile
	farLife   = 75 * time.Second // what another node said holds so long; it repeats itself
	sayPause  = time.Second      // between two things that one page says
	tellEvery = time.Second
	listEvery = 30 * time.Second
)

// page is one socket.
type page struct {
	org, person string
	used        bool
	said        time.Time
}

// farState is what another node said of somebody.
type farState struct {
	state State
	at    time.Time
}

// presence knows who has pages open, here and elsewhere.
type presence struct {
	mu    sync.Mutex
	pages map[string]map[*page]bool      // by person
	far   map[string]map[string]farState // by person, by node
	told  map[string]State               // of those who had pages here, what was told last
	moved map[*page]bool                 // whose state may be another since the last telling
}

func newPresence() *presence {
	return &presence{pages: map[string]map[*page]bool{}, far: map[string]map[string]farState{}, told: map[string]State{}, moved: map[*page]bool{}}
}

func (p *presence) opened(org, person string) *page {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := &page{org: org, person: person, used: true}
	if p.pages[person] == nil {
		p.pages[person] = map[*page]bool{}
	}
	p.pages[person][one], p.moved[one] = true, true
	return one
}

// closing lets a page go after the grace.
func (p *presence) closing(one *page) { time.AfterFunc(grace, func() { p.closed(one) }) }

func (p *presence) closed(one *page) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.pages[one.person], one)
	if len(p.pages[one.person]) == 0 {
		delete(p.pages, one.person)
	}
	p.moved[one] = true
}

// within are those who have a page of an organisation open here.
func (p *presence) within(org string) (persons []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for person, pages := range p.pages {
		for one := range pages {
			if one.org == org {
				persons = append(persons, person)
				break
			}
		}
	}
	return persons
}

// use notes whether somebody is at a page.
func (p *presence) use(one *page, used bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one.used != used {
		one.used, p.moved[one] = used, true
	}
}

// maySay says whether a page may tell others something already.
func (p *presence) maySay(one *page, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(one.said) < sayPause {
		return false
	}
	one.said = now
	return true
}

// local is somebody's state by the pages of this node.
func (p *presence) local(person string) State {
	state := Gone
	for one := range p.pages[person] {
		if one.used {
			return Here
		}
		state = Away
	}
	return state
}

// merged is somebody's state by the pages of all nodes.
func (p *presence) merged(person string, now time.Time) State {
	state := p.local(person)
	for _, f := range p.far[person] {
		if now.Sub(f.at) < farLife && (f.state == Here || state == Gone) {
			state = f.state
		}
	}
	return state
}

// of are the states of some persons; whoever is gone is absent.
func (p *presence) of(persons []string, now time.Time) map[string]State {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string]State{}
	for _, id := range persons {
		if s := p.merged(id, now); s != Gone {
			out[id] = s
		}
	}
	return out
}

// changed takes what is another since it was told last: of all nodes, by organisation,
// for people; of this node, for the other nodes.
func (p *presence) changed(now time.Time) (people map[string]map[string]State, here map[string]State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	people, here = map[string]map[string]State{}, map[string]State{}
	for one := range p.moved {
		here[one.person] = p.local(one.person)
		s := p.merged(one.person, now)
		if s == p.told[one.person] {
			continue
		}
		if people[one.org] == nil {
			people[one.org] = map[string]State{}
		}
		people[one.org][one.person], p.told[one.person] = s, s
		if s == Gone {
			delete(p.told, one.person)
		}
	}
	clear(p.moved)
	return people, here
}

// everybody are the states by the pages of this node; what other nodes stopped
// repeating is forgotten on the way.
func (p *presence) everybody(now time.Time) map[string]State {
	p.mu.Lock()
	defer p.mu.Unlock()
	for person, nodes := range p.far {
		maps.DeleteFunc(nodes, func(_ string, f farState) bool { return now.Sub(f.at) >= farLife })
		if len(nodes) == 0 {
			delete(p.far, person)
		}
	}
	out := make(map[string]State, len(p.pages))
	for person := range p.pages {
		out[person] = p.local(person)
	}
	return out
}

// heard notes what another node says.
func (p *presence) heard(node string, states map[string]State, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for person, s := range states {
		if s == Gone {
			delete(p.far[person], node)
			continue
		}
		if p.far[person] == nil {
			p.far[person] = map[string]farState{}
		}
		p.far[person][node] = farState{s, now}
	}
}
