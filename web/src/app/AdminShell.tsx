import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import { organisationName } from '@/ui/names';
import { usePathname } from '@/ui/navigation';
import { OrgMark } from '@/ui/OrgMark';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { VerifiedMark } from '@/ui/VerifiedMark';
import css from './AdminShell.module.css';
import { FreshGate } from './FreshGate';
import { MissingPage } from './MissingPage';
import { SecondGate } from './SecondGate';

/** The console looks different on purpose: what is done here touches everybody. */
export function AdminShell() {
  const { t, i18n } = useTranslation();
  const { id, me, may } = useOrg();
  const path = usePathname();
  const boot = useQuery(bootQuery);
  const freshUntil = boot.data?.session?.fresh_until;
  const fresh = freshUntil ? new Date(freshUntil).getTime() > Date.now() : false;
  const mine = boot.data?.session?.organisations?.find((one) => one.id === id);
  const all = [
    { label: t('rights:overview'), to: paths.overview(id), needs: 'overview.read' },
    { label: t('shell:act_record'), to: paths.record(id), needs: 'record.read' },
    { label: t('shell:act_verify'), to: paths.verify(id), needs: 'record.read' },
    { label: t('shell:admin_people'), to: paths.adminPeople(id), needs: 'record.read' },
    { label: t('directory:joining'), to: paths.adminJoining(id), needs: 'directory.join' },
    { label: t('directory:downloads'), to: paths.downloads(id), needs: 'directory.export' },
    { label: t('rights:title'), to: paths.roles(id), needs: 'access.read' },
    { label: t('rights:recovery'), to: paths.recovery(id), needs: 'identity.recover' },
    { label: t('rights:sso'), to: paths.sso(id), needs: 'sso.govern' },
    { label: t('shell:admin_verification'), to: paths.verification(id), needs: 'verification.read' },
    { label: t('chat:rules_title'), to: paths.chatRules(id), needs: 'chat.govern' },
    { label: t('ding:rules_title'), to: paths.notifying(id), needs: 'notify.govern' },
    { label: t('data:title'), to: paths.data(id), needs: 'retention.read' },
    { label: t('rights:frameworks'), to: paths.frameworks(id), needs: 'framework.read' },
    { label: t('rights:plan'), to: paths.plan(id), needs: 'plan.read' },
    { label: t('common:law'), to: paths.law(id), needs: 'law.read' },
  ];
  // On a narrow screen the strip of pages scrolls: the one that is open comes into sight.
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = nav.current?.querySelector(`a[aria-current]`);
    if (path && open) open.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  // What was begun stays as it is while the proof is asked for again.
  const entered = useRef(false);
  entered.current ||= fresh;
  const here = all.find((page) => path.startsWith(page.to));
  const shut = me.second_factor_needed;
  if (!shut && !may(here?.needs ?? 'record.read')) return <MissingPage />;
  const pages = all.filter((page) => may(page.needs));

  return (
    <div className={css.shell}>
      <header className={css.band}>
        <div className={css.title}>
          {mine?.picture && (
            <span className={css.mark}>
              <OrgMark name="" picture={mine.picture} />
            </span>
          )}
          <strong>{t('shell:admin')}</strong>
          <span>
            {organisationName(me.organisation, i18n.language)}
            {mine?.verified && <VerifiedMark />}
          </span>
        </div>
        <nav ref={nav} aria-label={t('shell:admin')} className={css.nav}>
          <ul>
            {pages.map((page) => (
              <li key={page.to}>
                <PathLink to={page.to} aria-current={path.startsWith(page.to) ? 'page' : undefined}>
                  {page.label}
                </PathLink>
              </li>
            ))}
          </ul>
        </nav>
        <PathLink to={paths.home(id)} className={css.leave}>
          {t('shell:admin_leave')}
        </PathLink>
      </header>
      {shut && <SecondGate />}
      {!shut && entered.current && (
        <div className={css.room} data-shut={!fresh}>
          <Outlet />
        </div>
      )}
      {!shut && !fresh && <FreshGate />}
    </div>
  );
}
