import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { sameSearch, savedSearchesQuery, saveSearch } from '@/api/saved-searches';
import type { MessageFilter } from '@/api/search';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './SavedSearches.module.css';

/** Keeps what is looked for under a name, or says under which it is kept. */
export function SaveSearch({ filter }: { filter: MessageFilter }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [asking, setAsking] = useState(false);
  const all = useQuery(savedSearchesQuery(org)).data?.items ?? [];
  const same = sameSearch(all, filter);
  if (same) {
    return (
      <p className={css.kept}>
        <StarFilled aria-hidden /> {t('search:saved_as', { name: same.name })}
      </p>
    );
  }
  return (
    <>
      <Button className={css.save} icon={<StarOutlined aria-hidden />} onClick={() => setAsking(true)}>
        {t('search:save')}
      </Button>
      {asking && <NameDialog filter={filter} onClose={() => setAsking(false)} />}
    </>
  );
}

function NameDialog({ filter, onClose }: { filter: MessageFilter; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [name, setName] = useState(filter.q.slice(0, 60));
  const save = useMutation({
    mutationFn: () => saveSearch(org, name, filter),
    onSuccess: (all) => {
      client.setQueryData(savedSearchesQuery(org).queryKey, all);
      onClose();
    },
  });
  const ready = name.trim() !== '';
  return (
    <FormDialog
      title={t('search:save')}
      okText={t('shell:save')}
      ready={ready}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <FormError error={save.error} />
      <Field label={t('search:saved_name')} help={t('search:saved_help')}>
        {(props) => (
          <Input
            {...props}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => ready && !save.isPending && save.mutate()}
          />
        )}
      </Field>
    </FormDialog>
  );
}
