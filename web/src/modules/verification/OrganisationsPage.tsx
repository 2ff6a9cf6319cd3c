import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { bootQuery } from '@/api/session';
import type { Boot } from '@/api/types';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { VerifiedMark } from '@/ui/VerifiedMark';
import { DissolvedRow } from './DissolvedRow';
import { OutsideFrame } from './OutsideFrame';
import css from './ProofPage.module.css';

// Somebody who waits for an organisation to come back sees it come.
const again = (query: { state: { data?: Boot } }) =>
  query.state.data?.session?.organisations?.some((one) => one.ending === 'dissolved') ? 10_000 : false;

/** Where somebody comes whose organisation is shut: what there is, and how it comes back. */
export function OrganisationsPage() {
  const { t } = useTranslation();
  const go = useGo();
  const format = useFormat();
  const all = useQuery({ ...bootQuery, refetchInterval: again }).data?.session?.organisations ?? [];
  return (
    <OutsideFrame title={t('shell:organisations')}>
      <ul className={css.list}>
        {all.map((one) => (
          <li key={one.id} data-shut={one.ending === 'dissolved'}>
            {one.ending === 'dissolved' ? (
              <DissolvedRow one={one} />
            ) : (
              <>
                <strong>
                  {format.person(one)}
                  {one.verified && <VerifiedMark />}
                </strong>
                <Button type="primary" onClick={() => go(paths.home(one.id))}>
                  {t('verification:open')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button onClick={() => go(paths.newOrganisation)}>{t('shell:act_new_organisation')}</Button>
      </div>
    </OutsideFrame>
  );
}
