import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OldPerson } from '@/api/types';
import { Field } from '@/ui/Field';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './OldMessagesPage.module.css';
import type { Who } from './People';

/** Somebody who was not found: the name they had, left out, or a colleague. */
export function PersonChoice({ one, say }: { one: OldPerson; say: (who: Who) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [picking, setPicking] = useState(false);
  const chosen = one.how === 'chosen';
  const choose = (how: string) => {
    setPicking(how === 'chosen');
    if (how === 'name' || how === 'out') say({ key: one.key, how });
  };
  return (
    <li>
      <div className={css.words}>
        <b>{one.name}</b>
        <span>
          {[one.mail, one.phone, `${format.number(one.messages)} ${t('oldchat:messages')}`].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className={css.choice}>
        <Select
          aria-label={t('oldchat:how', { name: one.name })}
          value={picking ? 'chosen' : one.how}
          onChange={choose}
          options={[
            { value: 'name', label: t('oldchat:how_name') },
            { value: 'out', label: t('oldchat:how_out') },
            { value: 'chosen', label: t('oldchat:how_chosen') },
          ]}
        />
        {(picking || chosen) && (
          <Field label={t('oldchat:colleague', { name: one.name })} optional>
            {(field) => (
              <PeoplePicker
                field={field}
                single
                value={one.person_id ? [one.person_id] : []}
                known={one.person_id ? { [one.person_id]: one.person_name ?? '' } : {}}
                onChange={([person]) => {
                  setPicking(false);
                  if (person) say({ key: one.key, how: 'chosen', person });
                }}
              />
            )}
          </Field>
        )}
      </div>
    </li>
  );
}
