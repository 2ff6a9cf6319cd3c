import '@/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from '@/app/Page';
import { startUpdates } from '@/app/updates';
import { startLanguage } from '@/i18n/start';
import { startTheme } from '@/ui/useTheme';

startTheme();
startUpdates();
await startLanguage();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
