import { MePage } from '@/modules/account/MePage';
import { MeSections } from '@/modules/ding/MeSections';
import { ConsentSection } from '@/modules/monitoring/ConsentSection';
import { PresenceSection } from '@/modules/presence/PresenceSection';

/** Somebody's own page, put together from what the modules have to say there. */
export function MyPage() {
  return (
    <MePage>
      <MeSections />
      <PresenceSection />
      <ConsentSection />
    </MePage>
  );
}
