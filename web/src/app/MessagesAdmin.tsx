import { useOrg } from '@/api/org';
import { RulesPage } from '@/modules/chat/RulesPage';
import { PresenceRule } from '@/modules/presence/PresenceRule';

/** How the organisation wants its conversations, put together from what the modules have to say. */
export function MessagesAdmin() {
  const { may } = useOrg();
  return <RulesPage>{may('presence.govern') && <PresenceRule />}</RulesPage>;
}
