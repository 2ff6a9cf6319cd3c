import { ChoicesSection } from './ChoicesSection';
import { PushSection } from './PushSection';
import { QuietSection } from './QuietSection';

/** How notifications reach somebody, on the page of their own settings. */
export function MeSections() {
  return (
    <>
      <PushSection />
      <ChoicesSection />
      <QuietSection />
    </>
  );
}
