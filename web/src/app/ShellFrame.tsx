import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dingOpenQuery } from '@/api/ding';
import { useOrg } from '@/api/org';
import { noticesQuery, unreadQuery, workQuery } from '@/api/shell';
import { useAtPage } from '@/api/useAtPage';
import { withTexts } from '@/i18n/start';
import { usePathname } from '@/ui/navigation';
import { ShellToolsContext } from '@/ui/shell-tools';
import { usePhone } from '@/ui/useMedia';
import { OfflineBar } from './OfflineBar';
import { Rail } from './Rail';
import css from './ShellFrame.module.css';
import { TabBar } from './TabBar';
import { UpdatePill } from './UpdatePill';
import { useAppBadge } from './useAppBadge';
import { useNotificationTouched } from './useNotificationTouched';
import { useSendWaiting } from './useSendWaiting';
import { useShellKeys } from './useShellKeys';
import { useShellLive } from './useShellLive';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));
const Notices = lazy(() => import('./Notices').then((module) => ({ default: module.Notices })));
const ShortcutSheet = lazy(() => import('./ShortcutSheet').then((module) => ({ default: module.ShortcutSheet })));
const DingSheet = lazy(() =>
  withTexts('ding', import('@/modules/ding/DingSheet')).then((module) => ({ default: module.DingSheet })),
);
const LimitedBanner = lazy(() =>
  withTexts('limited', import('@/modules/verification/LimitedBanner')).then((module) => ({
    default: module.LimitedBanner,
  })),
);

type Open = { kind: 'palette'; start: string } | { kind: 'notices' } | { kind: 'sheet' } | null;

export function ShellFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { id, me } = useOrg();
  const phone = usePhone();
  const path = usePathname();
  const [open, setOpen] = useState<Open>(null);
  const [heard, setHeard] = useState('');
  const close = useCallback(() => setOpen(null), []);
  const unread = useQuery(unreadQuery(id));
  const work = useQuery(workQuery(id));
  const notices = useQuery(noticesQuery(id));
  const dings = useQuery(dingOpenQuery(id)).data;
  const unreadNotices = notices.data?.items.filter((one) => !one.read).length ?? 0;
  const badges = { mentions: unread.data?.mentions ?? 0, work: work.data?.items.length ?? 0, dings: dings?.count ?? 0 };

  const tools = useMemo(
    () => ({
      openPalette: (start = '') => setOpen({ kind: 'palette', start }),
      openNotices: () => setOpen({ kind: 'notices' }),
      unreadNotices,
    }),
    [unreadNotices],
  );
  useShellKeys(tools.openPalette, () => setOpen({ kind: 'sheet' }));
  useShellLive(setHeard);
  useSendWaiting();
  useAtPage();
  useNotificationTouched();

  // A conversation on a phone takes the whole screen; so does the console, which has its own way out.
  const tabs = phone && !/\/im\/./.test(path) && !path.includes('/admin');
  const rail = !phone && !path.includes('/admin');
  const count = (unread.data?.direct ?? 0) + badges.dings;
  useAppBadge(count);
  return (
    <ShellToolsContext value={tools}>
      <title>{count > 0 ? `(${count}) Tramway` : 'Tramway'}</title>
      <Suspense fallback={null}>{dings && dings.items.length > 0 && <DingSheet open={dings.items} />}</Suspense>
      <div className={css.frame} data-tabs={tabs} data-rail={rail}>
        <a className={css.skip} href="#content">
          {t('shell:skip_content')}
        </a>
        <p aria-live="polite" className="visually-hidden">
          {heard}
        </p>
        <div className={css.bars}>
          <OfflineBar />
          <Suspense fallback={null}>{me.organisation.limited && <LimitedBanner />}</Suspense>
        </div>
        {rail && <Rail badges={badges} openSheet={() => setOpen({ kind: 'sheet' })} />}
        <div className={css.page}>{children}</div>
        {tabs && <TabBar badges={badges} />}
        <UpdatePill />
      </div>
      <Suspense fallback={null}>
        {open?.kind === 'palette' && <Palette start={open.start} onClose={close} />}
        {open?.kind === 'notices' && <Notices onClose={close} />}
        {open?.kind === 'sheet' && <ShortcutSheet onClose={close} />}
      </Suspense>
    </ShellToolsContext>
  );
}
