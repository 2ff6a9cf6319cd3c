import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { useFormat } from '@/ui/useFormat';
import { GiveRole } from './GiveRole';
import { Holders } from './Holders';
import css from './RolesView.module.css';
import { SwapNote } from './SwapNote';

const MostNote = lazy(() => withTexts('most', import('./MostNote')).then((module) => ({ default: module.MostNote })));

/** A role: what it is for, who has it, what it may. Roles that many have show their people when asked. */
export function RoleCard({ role }: { role: Role }) {
  const { t } = useTranslation();
  const format = useFormat();
  const few = role.name === 'administrator' || role.name === 'manager';
  const [shown, setShown] = useState(few);
  const [giving, setGiving] = useState(false);
  const may = role.can?.includes('give') ?? false;
  const full = role.most > 0 && role.people >= role.most;
  const count =
    role.most > 0
      ? t('access:people_of', { count: role.people, most: format.number(role.most) })
      : t('access:people', { count: role.people });
  return (
    <section className={css.card} aria-labelledby={`role-${role.name}`}>
      <div className={css.head}>
        <div className={css.words}>
          <h2 id={`role-${role.name}`}>{role.title}</h2>
          <p>{role.text}</p>
        </div>
        <span className={css.count}>{count}</span>
        {may && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            disabled={full}
            title={full ? t('access:full', { most: format.number(role.most) }) : undefined}
            aria-label={t('access:give_role', { role: role.title })}
            onClick={() => setGiving(true)}
          >
            {t('access:give')}
          </Button>
        )}
      </div>
      {role.name === 'administrator' && (
        <>
          <Suspense fallback={null}>
            <MostNote people={role.people} />
          </Suspense>
          <SwapNote />
        </>
      )}
      {shown && <Holders role={role} />}
      <div className={css.foot}>
        {!shown && role.people > 0 && (
          <Button type="link" className={css.link} onClick={() => setShown(true)}>
            {t('access:show_people')}
          </Button>
        )}
        <details className={css.details}>
          <summary>{t('access:may_do', { count: role.actions?.length ?? 0 })}</summary>
          <ul>
            {(role.actions ?? []).map((action) => (
              <li key={action}>{action}</li>
            ))}
          </ul>
        </details>
      </div>
      {giving && <GiveRole role={role} onClose={() => setGiving(false)} />}
    </section>
  );
}
