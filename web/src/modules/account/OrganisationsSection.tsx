import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery, signOut, unreadInQuery } from '@/api/session';
import { organisationName } from '@/ui/names';
import { useGo } from '@/ui/navigation';
import { OrgMark } from '@/ui/OrgMark';
import { paths } from '@/ui/paths';
import { VerifiedMark } from '@/ui/VerifiedMark';
import css from './MePage.module.css';
import { Section } from './Section';

/** What the avatar menu offers on wide screens, for thumbs. */
export function OrganisationsSection() {
  const { t, i18n } = useTranslation();
  const { id, me, may } = useOrg();
  const go = useGo();
  const boot = useQuery(bootQuery);
  const organisations = boot.data?.session?.organisations ?? [];
  const unread = useQuery({ ...unreadInQuery, enabled: organisations.length > 1 }).data?.items ?? [];
  const unreadOf = (org: string) => unread.find((one) => one.organisation_id === org)?.total ?? 0;
  const out = useMutation({ mutationFn: signOut, onSettled: () => window.location.assign('/sign-in') });
  const admin = may('record.read') || me.second_factor_needed;
  return (
    <Section title={t('shell:organisations')}>
      <ul className={css.list}>
        {organisations.map((one) => (
          <li key={one.id}>
            <OrgMark name={organisationName(one, i18n.language)} picture={one.picture} />
            <div className={css.words}>
              <strong>
                {organisationName(one, i18n.language)}
                {one.verified && <VerifiedMark />}
              </strong>
              {one.ending === 'dissolved' && <span>{t('me:organisation_dissolved')}</span>}
              {one.id !== id && unreadOf(one.id) > 0 && (
                <span>{t('chat:unread_count', { count: unreadOf(one.id) })}</span>
              )}
            </div>
            {one.id === id && <span className={css.here}>{t('me:this_organisation')}</span>}
            {one.ending === 'dissolved' && (
              <Button onClick={() => go(paths.organisations)}>{t('me:organisation_see')}</Button>
            )}
            {one.id !== id && one.ending !== 'dissolved' && (
              <Button onClick={() => go(paths.home(one.id))}>{t('me:switch')}</Button>
            )}
          </li>
        ))}
      </ul>
      <div className={`${css.buttons} ${css.foot}`}>
        <Button onClick={() => go(paths.newOrganisation)}>{t('shell:act_new_organisation')}</Button>
        {boot.data?.session?.operator && <Button onClick={() => go(paths.operator)}>{t('shell:operator')}</Button>}
        {admin && <Button onClick={() => go(paths.record(id))}>{t('shell:admin')}</Button>}
        <Button loading={out.isPending} onClick={() => out.mutate()}>
          {t('shell:sign_out')}
        </Button>
      </div>
    </Section>
  );
}
