import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery, unreadInQuery } from '@/api/session';
import { Avatar } from '@/ui/Avatar';
import { Menu, type MenuItem } from '@/ui/Menu';
import { organisationName, personName } from '@/ui/names';
import { useGo, usePathname } from '@/ui/navigation';
import { OrgMark } from '@/ui/OrgMark';
import { paths } from '@/ui/paths';
import { VerifiedMark } from '@/ui/VerifiedMark';
import css from './AvatarMenu.module.css';
import { samePage } from './same-page';
import { useSignOut } from './useSignOut';

export function AvatarMenu() {
  const { t, i18n } = useTranslation();
  const org = useOrg();
  const go = useGo();
  const boot = useQuery(bootQuery);
  const signOut = useSignOut();
  const name = personName(org.me.person, i18n.language);
  const label = t('shell:my_menu', { name });
  const organisations = boot.data?.session?.organisations ?? [];
  const verified = organisations.some((one) => one.id === org.id && one.verified);
  const path = usePathname();
  const unread = useQuery({ ...unreadInQuery, enabled: organisations.length > 1 }).data?.items ?? [];
  const living = organisations.filter((one) => one.ending !== 'dissolved');
  const who = (
    <span className={css.who}>
      <strong>{name}</strong>
      <span>
        {organisationName(org.me.organisation, i18n.language)}
        {verified && <VerifiedMark />}
      </span>
    </span>
  );

  const items: MenuItem[] = [
    { kind: 'heading', key: 'who', label: who },
    { kind: 'divider', key: 'd1' },
    { kind: 'action', key: 'me', label: t('shell:me_settings'), onClick: () => go(paths.me(org.id)) },
    ...(org.may('record.read') || org.me.second_factor_needed
      ? [
          {
            kind: 'action' as const,
            key: 'admin',
            label: t('shell:admin'),
            onClick: () => go(paths.record(org.id)),
          },
        ]
      : []),
    ...(boot.data?.session?.operator
      ? [{ kind: 'action' as const, key: 'operator', label: t('shell:operator'), onClick: () => go(paths.operator) }]
      : []),
    { kind: 'divider', key: 'd2' },
    { kind: 'heading', key: 'organisations', label: t('shell:organisations') },
    ...living.map((one) => ({
      kind: 'action' as const,
      key: `o-${one.id}`,
      label: (
        <>
          <span className={css.mark}>
            <OrgMark name={organisationName(one, i18n.language)} picture={one.picture} size="tiny" />
          </span>
          {organisationName(one, i18n.language)}
          {one.verified && <VerifiedMark />}
          <Unread count={one.id === org.id ? 0 : (unread.find((u) => u.organisation_id === one.id)?.total ?? 0)} />
        </>
      ),
      disabled: one.id === org.id,
      onClick: () => go(samePage(path, one.id)),
    })),
    {
      kind: 'action',
      key: 'new',
      label: t('shell:act_new_organisation'),
      onClick: () => go(paths.newOrganisation),
    },
    { kind: 'divider', key: 'd3' },
    { kind: 'action', key: 'out', label: t('shell:sign_out'), onClick: () => void signOut() },
  ];
  return (
    <Menu
      label={label}
      items={items}
      place="beside"
      trigger={(props) => (
        <button type="button" className={css.button} aria-label={label} {...props}>
          <Avatar id={org.me.person.id} name={name} picture={org.me.person.picture} size="small" />
        </button>
      )}
    />
  );
}

/** How much is unread elsewhere. */
function Unread({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={css.unread}>
      {count > 99 ? '99+' : count}
      <span className="visually-hidden">{t('shell:unread')}</span>
    </span>
  );
}
