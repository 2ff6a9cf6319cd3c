package app

import (
	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/desk"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/dissolution"
	"tramway/internal/framework"
	"tramway/internal/guest"
	"tramway/internal/hook"
	"tramway/internal/identity"
	"tramway/internal/impersonation"
	"tramway/internal/live"
	"tramway/internal/moderation"
	"tramway/internal/monitoring"
	"tramway/internal/notify"
	"tramway/internal/overview"
	"tramway/internal/plans"
	"tramway/internal/presence"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/reach"
	"tramway/internal/retention"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sso"
	"tramway/internal/statute"
	"tramway/internal/todo"
	"tramway/internal/verification"
)

// Migrations are the tables of every module in a house, in order.
var Migrations = []sqldb.Migrations{
	authz.Migrations, directory.Migrations, chat.Migrations, notify.Migrations, verification.Migrations, retention.Migrations,
	access.Migrations, proof.Migrations, impersonation.Migrations, search.Migrations, announce.Migrations, ding.Migrations,
	reach.Migrations, todo.Migrations, moderation.Migrations, preview.Migrations, hook.Migrations, presence.Migrations,
	monitoring.Migrations, chatimport.Migrations, guest.Migrations, sso.Migrations, framework.Migrations,
}

// Rules are the actions of every module.
func Rules() *authz.Rules {
	return authz.NewRules(
		desk.Actions, directory.Actions, chat.Actions, proof.Actions, statute.Actions, notify.Actions, access.Actions,
		identity.Actions, verification.Actions, dissolution.Actions, retention.Actions, plans.Actions, impersonation.Actions,
		search.Actions, announce.Actions, ding.Actions, reach.Actions, todo.Actions, moderation.Actions, preview.Actions,
		hook.Actions, presence.Actions, monitoring.Actions, guest.Actions, sso.Actions, overview.Actions, framework.Actions,
		[]authz.Action{{Name: live.Action, Roles: authz.Roles}})
}

// modules are those of the product that something is collected from, or that hear of
// something later: each stands only on those above it.
type modules struct {
	rules  *authz.Rules
	people *directory.Module
	rights *access.Module

	// Of the installation: they stand on the host.
	ends   *dissolution.Module
	papers *verification.Module
	plans  *plans.Module
	single *sso.Module

	// Of the people.
	evidence *proof.Module
	kept     *retention.Module
	frames   *framework.Module
	likes    *impersonation.Module
	told     *announce.Module

	// Of the messages.
	talk     *chat.Module
	reaches  *reach.Module
	judges   *moderation.Module
	finds    *search.Module
	robots   *hook.Module
	todos    *todo.Module
	previews *preview.Module
	arrivals *chatimport.Module
	guests   *guest.Module
	present  *presence.Module
	watched  *monitoring.Module

	// Of both, and of the ways out.
	notices *notify.Module
	dings   *ding.Module
}
