import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupGuestsQuery } from '@/api/guests';
import { useOrg } from '@/api/org';
import { GuestRow } from './GuestRow';
import css from './Guests.module.css';

/** The guests of a group and those who are invited, for whoever may invite some. */
export function GroupGuests({ group }: { group: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const all = useQuery(groupGuestsQuery(org, group)).data?.items ?? [];
  if (all.length === 0) return null;
  return (
    <section className={css.pending} aria-label={t('guests:pending')}>
      <h3>{t('guests:pending')}</h3>
      <ul className={css.list}>
        {all.map((one) => (
          <GuestRow key={one.id} one={one} brief />
        ))}
      </ul>
    </section>
  );
}
