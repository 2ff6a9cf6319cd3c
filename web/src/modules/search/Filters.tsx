import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { conversationsQuery } from '@/api/chat';
import { personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { facts, type MessageFilter } from '@/api/search';
import type { Conversation } from '@/api/types';
import { Field } from '@/ui/Field';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './SearchPage.module.css';

interface Props {
  filter: MessageFilter;
  set: (change: Partial<MessageFilter>) => void;
}

const factNames = { link: 'search:has_link', mention: 'search:has_mention', reaction: 'search:has_reaction' };

/** Who said it, where, when, and what it has. */
export function Filters({ filter, set }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const rooms = useQuery(conversationsQuery(org));
  const sender = useQuery({ ...personQuery(org, filter.from), enabled: filter.from !== '' });
  const called = (one: Conversation) =>
    one.title ||
    [one.other, ...(one.others ?? [])]
      .flatMap((person) => (person ? [format.person(person)] : []))
      .filter((name, index, all) => all.indexOf(name) === index)
      .join(', ');
  const chosen = facts.filter((fact) => filter.has.split(',').includes(fact));
  return (
    <div className={css.filters}>
      <Field label={t('search:from')} optional>
        {(props) => (
          <PeoplePicker
            key={sender.data?.id}
            field={props}
            single
            value={filter.from ? [filter.from] : []}
            onChange={(ids) => set({ from: ids[0] ?? '' })}
            known={sender.data ? { [sender.data.id]: format.person(sender.data) } : {}}
          />
        )}
      </Field>
      <Field label={t('search:in')} optional>
        {(props) => (
          <Select
            {...props}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={filter.in || undefined}
            onChange={(room) => set({ in: room ?? '' })}
            placeholder={t('search:anywhere')}
            options={(rooms.data?.items ?? []).map((one) => ({ value: one.id, label: called(one) }))}
          />
        )}
      </Field>
      <Field label={t('search:since')} optional>
        {(props) => (
          <Input
            {...props}
            type="date"
            max={filter.until}
            value={filter.since}
            onChange={(event) => set({ since: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('search:until')} optional>
        {(props) => (
          <Input
            {...props}
            type="date"
            min={filter.since}
            value={filter.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('search:has')} optional>
        {(props) => (
          <Select
            {...props}
            mode="multiple"
            allowClear
            showSearch={false}
            value={chosen}
            onChange={(next: string[]) => set({ has: next.join(',') })}
            placeholder={t('search:anything')}
            options={facts.map((fact) => ({ value: fact, label: t(factNames[fact]) }))}
          />
        )}
      </Field>
      <Button className={css.reset} onClick={() => set({ from: '', in: '', since: '', until: '', has: '' })}>
        {t('search:reset')}
      </Button>
    </div>
  );
}
