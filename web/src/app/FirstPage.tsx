import { WelcomePage } from '@/modules/account/WelcomePage';
import { WaitingSection } from '@/modules/announce/WaitingSection';
import { PushSection } from '@/modules/ding/PushSection';

/** The first steps of somebody new, put together from what the modules have to ask. */
export function FirstPage() {
  return (
    <WelcomePage>
      <PushSection />
      <WaitingSection />
    </WelcomePage>
  );
}
