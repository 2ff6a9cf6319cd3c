import '@/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { beginKeeping } from '@/app/keeping/begin';
import { Page } from '@/app/Page';
import { queryClient } from '@/app/queries';
import { startUpdates } from '@/app/updates';
import { startLanguage } from '@/i18n/start';
import { startTheme } from '@/ui/useTheme';

startTheme();
startUpdates();
beginKeeping(queryClient);
await startLanguage();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
