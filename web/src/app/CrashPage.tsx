import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '@/ui/ErrorState';

/** A crash of one page leaves the rest standing. A chunk that is gone after an update needs a reload. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const thrown = error instanceof Error ? error.message : '';
  const stale = /dynamically imported module|Importing a module script/i.test(thrown);
  return (
    <main className="full" id="content">
      <ErrorState error={error} level="h1" retry={stale ? () => window.location.reload() : reset} />
    </main>
  );
}
