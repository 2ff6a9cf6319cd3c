import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Explanation } from '@/api/types';
import { Reasons } from './Reasons';
import css from './RightsList.module.css';
import { byModule } from './rights';

/** All that somebody may do, by module, with the reason of each. */
export function RightsList({ items }: { items: Explanation[] }) {
  const { t } = useTranslation();
  const icons = {
    yes: <CheckOutlined aria-label={t('rights:may')} />,
    partly: <MinusOutlined aria-label={t('rights:may_partly')} />,
    no: <CloseOutlined aria-label={t('rights:may_not')} />,
  };
  return (
    <div className={css.list}>
      {byModule(items).map((group) => (
        <section key={group.module} aria-label={group.title}>
          <h3>{group.title}</h3>
          <ul>
            {group.items.map((one) => (
              <li key={one.action} className={css.right} data-answer={one.answer}>
                <span className={css.sign}>{icons[one.answer]}</span>
                <div>
                  <span className={css.title}>{one.action_title}</span>
                  <Reasons items={one.reasons ?? []} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
