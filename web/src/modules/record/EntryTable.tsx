import { ClockCircleOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Entry } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './EntryTable.module.css';
import { useActionName } from './useActionName';

interface Props {
  entries: Entry[];
  current: string;
  open: (id: string) => void;
}

/** A table on wide screens, cards on narrow ones; the same markup for both. */
export function EntryTable({ entries, current, open }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useActionName();
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t('record:entries')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('record:time')}</th>
          <th scope="col">{t('record:actor')}</th>
          <th scope="col">{t('record:what')}</th>
          <th scope="col">{t('record:object')}</th>
          <th scope="col">{t('record:seal')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((one) => (
          <tr key={one.id} data-here={one.id === current}>
            <td className={css.time}>{format.exact(one.at)}</td>
            <td className={css.actor}>{one.actor_name || t('record:system')}</td>
            <td className={css.what}>
              <button type="button" className={css.open} onClick={() => open(one.id)}>
                {one.erased ? t('record:erased') : one.summary || nameOf(one.action)}
              </button>
              <span className={css.action}>{one.action}</span>
            </td>
            <td className={css.object}>
              {one.object_title || one.object}
              {one.object_title && !one.object.startsWith('person:') && (
                <span className={css.action}>…{one.object.slice(-8)}</span>
              )}
            </td>
            <td className={css.seal}>
              <span data-sealed={one.integrated}>
                {one.integrated ? <SafetyCertificateOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />}
                {one.integrated ? t('record:sealed') : t('record:pending')}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
