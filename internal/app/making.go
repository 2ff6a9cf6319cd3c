package app

import (
	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/directory"
	"tramway/internal/dissolution"
	"tramway/internal/framework"
	"tramway/internal/guest"
	"tramway/internal/hook"
	"tramway/internal/host"
	"tramway/internal/impersonation"
	"tramway/internal/moderation"
	"tramway/internal/monitoring"
	"tramway/internal/notify"
	"tramway/internal/plan"
	"tramway/internal/plans"
	"tramway/internal/presence"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/reach"
	"tramway/internal/retention"
	"tramway/internal/search"
	"tramway/internal/todo"
	"tramway/internal/verification"
	"tramway/internal/webpage"
)

// makeModules makes them, from the ground up, and hands each what it needs of those below it.
func (a *App) makeModules(w ways, opts Options) (*modules, error) {
	m := &modules{rules: Rules(), people: directory.New(a.Host, a.Config.Origin, w.post)}
	m.rights = access.New(m.rules, places{m.people}, a.Host)
	a.makeOfInstallation(m, opts)
	a.makeOfPeople(m)
	a.makeOfMessages(m, w, opts)
	m.intoTalk()
	return m, a.makeNotices(m, w)
}

func (a *App) makeOfInstallation(m *modules, opts Options) {
	m.ends = dissolution.New(dissolution.Config{Host: a.Host, Within: a.Config.ReviewWithin, Wait: a.Config.DissolutionWait, Now: a.now})
	m.papers = verification.New(verification.Config{Host: a.Host, Within: a.Config.ReviewWithin, Now: a.now, InForce: a.renew,
		Others: map[host.ReviewKind]verification.Decider{host.Ending: m.ends.Decide, host.EndingAppeal: m.ends.Decide}})
	m.plans = plans.New(plans.Config{Host: a.Host, Used: used, InForce: a.renew,
		Unnamed: map[string]plans.Limit{plan.Administrators: access.MostOf}})
	m.single = a.companySignIn(m.people, lateHouses{a}, opts.PushLoopback)
}

func (a *App) makeOfPeople(m *modules) {
	m.evidence = proof.New(proof.Config{People: proofNames{m.people}, Outbound: a.Config.reach(), Version: Version})
	m.kept = retention.New(retained{m.people}, accountsHeld{a.Host})
	m.frames = framework.New()
	m.likes = impersonation.New(faces{m.people})
	m.told = announce.New(announced{m.people})
}

func (a *App) makeOfMessages(m *modules, w ways, opts Options) {
	m.talk = chat.New(chatNames{m.people})
	if w.words != nil {
		m.talk.SetTranslator(w.words)
	}
	if mb := a.Config.AttachmentMB; mb > 0 {
		m.talk.Largest(int64(mb) << 20)
	}
	if !opts.Unpaced {
		m.talk.SetPaced()
	}
	m.reaches = reach.New(reachPeople{m.people}, m.talk)
	m.people.SetCalls(numbersReach{m.reaches})
	m.judges = moderation.New(judgedPeople{m.people}, judgedTalks{m.talk})
	m.finds = search.New(talks{m.talk}, searchNames{m.people})
	m.robots = hook.New(robotTalks{m.talk}, a.Config.Origin)
	m.robots.SetOutside(a.robotsOutside(m.people, opts.PushLoopback))
	m.todos = todo.New(todoNames{m.people}, todoTalks{m.talk})
	m.previews = preview.New(linkTalks{m.talk}, webpage.New(opts.PushLoopback), a.Config.Origin)
	m.arrivals = chatimport.New(oldTalks{m.talk}, oldPeople{m.people})
	m.guests = guest.New(guestPeople{m.people}, guestTalks{m.talk}, a.Host, w.post, a.Config.Origin)
	m.present = presence.New(m.people, m.talk)
	m.watched = monitoring.New(watchedNotices{}, watchedPeople{m.people}, watchedTalks{m.talk})
}

// intoTalk hands the messages what they ask of those that stand on them.
func (m *modules) intoTalk() {
	m.talk.Rights(m.rules)
	m.talk.SetReach(chatReach{m.reaches})
	m.talk.Inspectors(m.judges.Inspector())
	m.talk.SetRobots(robotNames{})
	m.talk.SetAuthors(oldNames{})
	m.talk.CardOwners(
		chat.CardOwner{Name: "robot", Outside: m.robots.Pressed},
		chat.CardOwner{Name: todo.CardOwner, May: todo.Use, Inside: m.todos.Pressed})
	m.talk.SetOthers(chat.Others{Holds: retention.Held, Days: conversationDays, Monitored: m.watched.ChatsOpen, Counted: notify.Counted})
}

func (a *App) makeNotices(m *modules, w ways) (err error) {
	hears := notify.Config{Push: w.push, Sessions: a.Host, Origin: a.Config.Origin}
	if w.post != nil {
		hears.Mail = w.post
	}
	m.notices = notify.New(noticeNames{m.people}, noticeTalks{m.talk}, hears)
	m.dings, err = a.makeDings(m, w)
	return err
}
