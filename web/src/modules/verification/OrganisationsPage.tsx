import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery } from '@/api/session';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { VerifiedMark } from '@/ui/VerifiedMark';
import { OutsideFrame } from './OutsideFrame';
import css from './ProofPage.module.css';
import { ReasonDialog } from './ReasonDialog';

/** Where somebody comes whose organisation is shut: what there is, and how it comes back. */
export function OrganisationsPage() {
  const { t } = useTranslation();
  const go = useGo();
  const format = useFormat();
  const [appealing, setAppealing] = useState('');
  const all = useQuery(bootQuery).data?.session?.organisations ?? [];
  return (
    <OutsideFrame title={t('shell:organisations')}>
      <ul className={css.list}>
        {all.map((one) => (
          <li key={one.id}>
            <div>
              <strong>
                {format.person(one)}
                {one.verified && <VerifiedMark />}
              </strong>
              {one.ending === 'dissolved' && (
                <p>{t('verification:dissolved_until', { time: format.dateTime(one.ending_at ?? '') })}</p>
              )}
            </div>
            {one.ending === 'dissolved' ? (
              <Button onClick={() => setAppealing(one.id)}>{t('verification:dissolved_appeal')}</Button>
            ) : (
              <Button type="primary" onClick={() => go(paths.home(one.id))}>
                {t('verification:open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button onClick={() => go(paths.newOrganisation)}>{t('shell:act_new_organisation')}</Button>
      </div>
      {appealing && <ReasonDialog kind="appeal" org={appealing} onClose={() => setAppealing('')} />}
    </OutsideFrame>
  );
}
