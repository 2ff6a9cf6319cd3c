package app_test

import (
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// A browser keeps what was read as long as the organisation lets it; a guest's never
// does; and open pages hear at once that the rule is another.
func TestDevicesKeepNothingWhereTheRuleSaysSo(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		keeps := func(p *apptest.Person) any { return p.Must("GET", "/o/{org}/chat/device", nil)["keeps"] }
		guest := in.comes(in.invites("mei@acme.example", 30*day))
		if keeps(in.staff) != true || keeps(in.boss) != true || keeps(guest) != false {
			t.Errorf("before: staff %v, administrator %v, guest %v", keeps(in.staff), keeps(in.boss), keeps(guest))
		}
		open := in.staff.Open()
		rules := in.boss.Must("GET", "/o/{org}/chat/rules", nil)
		rules["devices_keep_nothing"] = true
		in.boss.Must("PUT", "/o/{org}/chat/rules", rules)
		for heard := ""; heard != "chat_rules:"+in.ID; {
			push := open.Push(time.Minute, "changed")
			if push == nil {
				t.Fatal("open pages do not hear that the rule is another")
			}
			heard = apptest.Text(push, "ref")
		}
		if keeps(in.staff) != false || keeps(in.boss) != false {
			t.Error("a device keeps what the rule forbids")
		}
		if n := len(actions(in.boss, "chat.rules.set")); n != 1 {
			t.Errorf("%d entries of the rule in the record", n)
		}
	})
}

// What a conversation's reader does not see any more is told by the list, so that a
// browser drops its copy without asking for each conversation.
func TestTheListTellsWhatToDrop(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		row := func() (from, rev int) {
			one := apptest.Items(in.reader.Must("GET", "/o/{org}/conversations", nil), "items")[0]
			return apptest.Number(one, "from_seq"), apptest.Number(one, "rev")
		}
		if from, rev := row(); from != 0 || rev != 0 {
			t.Errorf("at first: from %v, change %v", from, rev)
		}
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		if _, rev := row(); rev != 1 {
			t.Errorf("a recall is change %v", rev)
		}
		in.Admin.Must("DELETE", "/o/{org}/conversations/"+in.conv+"/members/"+in.reader.ID, nil)
		in.writer.Post(in.conv, "meanwhile", "said among two")
		in.Admin.Must("POST", "/o/{org}/conversations/"+in.conv+"/members", map[string]any{"person_ids": []string{in.reader.ID}})
		from, _ := row()
		got := in.reader.Must("GET", "/o/{org}/conversations/"+in.conv+"/messages?after=1&rev=0", nil)
		if from < 2 || apptest.Number(got, "from_seq") != from {
			t.Errorf("who left and came back sees from %v (the list), %v (the messages)", from, got["from_seq"])
		}
	})
}
