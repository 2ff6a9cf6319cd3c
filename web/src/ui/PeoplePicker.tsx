import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findPeopleQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person } from '@/api/types';
import { Avatar } from './Avatar';
import type { FieldProps } from './Field';
import { OutsideTag } from './OutsideTag';
import css from './PeoplePicker.module.css';
import { useFormat } from './useFormat';

interface Props {
  field: FieldProps;
  value: string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  /** People who make no sense here, such as oneself. */
  without?: string[];
  /** Names of people chosen before the list was read. */
  known?: Record<string, string>;
}

/** Chooses people by searching the directory on the server. */
export function PeoplePicker({ field, value, onChange, single = false, without = [], known = {} }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const found = useQuery({ ...findPeopleQuery(org, asked), placeholderData: keepPreviousData });
  // A chosen person keeps the name although a later search no longer finds them.
  const seen = useRef(new Map<string, string>(Object.entries(known)));
  const people = (found.data?.items ?? []).filter((one) => !without.includes(one.id) && one.status !== 'left');
  for (const one of people) seen.current.set(one.id, format.person(one));

  const options = people.map((one) => ({ value: one.id, label: format.person(one), person: one as Person | null }));
  const missing = value
    .filter((id) => !people.some((one) => one.id === id))
    .map((id) => ({ value: id, label: seen.current.get(id) ?? id, person: null }));
  return (
    <Select<string[] | string>
      {...field}
      className={css.picker}
      mode={single ? undefined : 'multiple'}
      allowClear={single}
      showSearch={{ filterOption: false, onSearch: setWords, autoClearSearchValue: true }}
      value={single ? value[0] : value}
      onChange={(next) => onChange(Array.isArray(next) ? next : next ? [next] : [])}
      placeholder={t('common:find_people')}
      notFoundContent={found.isFetching ? t('shell:loading') : t('common:nobody_found')}
      options={[...options, ...(words ? [] : missing)]}
      optionRender={(option) => {
        const person = (option.data as { person: Person | null }).person;
        if (!person) return option.label;
        const name = format.person(person);
        return (
          <span className={css.option}>
            <Avatar id={person.id} name={name} picture={person.picture} size="small" />
            <span className={css.words}>
              <span className={css.name}>
                {name} <OutsideTag company={person.outside ? '' : undefined} />
              </span>
              <span className={css.title}>
                {[person.title, ...(person.departments ?? []).map(format.person)].filter(Boolean).join(' · ')}
              </span>
            </span>
          </span>
        );
      }}
    />
  );
}
