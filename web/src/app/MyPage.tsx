import { MePage } from '@/modules/account/MePage';
import { WritingSection } from '@/modules/chat/WritingSection';
import { MeSections } from '@/modules/ding/MeSections';
import { ConsentSection } from '@/modules/monitoring/ConsentSection';
import { PresenceSection } from '@/modules/presence/PresenceSection';

/** Somebody's own page, put together from what the modules have to say there. */
export function MyPage() {
  return (
    <MePage>
      <MeSections />
      <WritingSection />
      <PresenceSection />
      <ConsentSection />
    </MePage>
  );
}
