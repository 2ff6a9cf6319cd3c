import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { facts, type MessageFilter } from '@/api/search';
import { ConversationPicker } from '@/ui/ConversationPicker';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './SearchPage.module.css';

interface Props {
  filter: MessageFilter;
  set: (change: Partial<MessageFilter>) => void;
}

const factNames = {
  link: 'search:has_link',
  mention: 'search:has_mention',
  reaction: 'search:has_reaction',
  file: 'search:has_file',
  image: 'search:has_image',
  voice: 'search:has_voice',
  location: 'search:has_location',
  contact: 'search:has_contact',
};

/** Who said it, where, when, and what it has. */
export function Filters({ filter, set }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const sender = useQuery({ ...personQuery(org, filter.from), enabled: filter.from !== '' });
  const chosen = facts.filter((fact) => filter.has.split(',').includes(fact));
  return (
    <div className={css.filters}>
      <Filter label={t('search:from')}>
        {(id) => (
          <PeoplePicker
            key={sender.data?.id}
            field={{ id }}
            single
            value={filter.from ? [filter.from] : []}
            onChange={(ids) => set({ from: ids[0] ?? '' })}
            known={sender.data ? { [sender.data.id]: format.person(sender.data) } : {}}
          />
        )}
      </Filter>
      <Filter label={t('search:in')}>
        {(id) => (
          <ConversationPicker
            field={{ id }}
            single
            value={filter.in ? [filter.in] : []}
            onChange={([room]) => set({ in: room ?? '' })}
            placeholder={t('search:anywhere')}
          />
        )}
      </Filter>
      <Filter label={t('search:since')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            max={filter.until}
            value={filter.since}
            onChange={(event) => set({ since: event.target.value })}
          />
        )}
      </Filter>
      <Filter label={t('search:until')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            min={filter.since}
            value={filter.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        )}
      </Filter>
      <Filter label={t('search:has')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            allowClear
            showSearch={false}
            value={chosen}
            onChange={(next: string[]) => set({ has: next.join(',') })}
            placeholder={t('search:anything')}
            options={facts.map((fact) => ({ value: fact, label: t(factNames[fact]) }))}
          />
        )}
      </Filter>
      <Button className={css.reset} onClick={() => set({ from: '', in: '', since: '', until: '', has: '' })}>
        {t('search:reset')}
      </Button>
    </div>
  );
}

function Filter({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.filter}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
