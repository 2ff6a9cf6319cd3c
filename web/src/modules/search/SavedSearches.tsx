import { DeleteOutlined, EditOutlined, StarOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { filterOf, forgetSearch, renameSearch, savedSearchesQuery, saveSearch, searchLink } from '@/api/saved-searches';
import type { SavedSearch } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useProblemToast } from '@/ui/useProblem';
import css from './SavedSearches.module.css';

/** What one looks for again and again, while nothing is looked for. */
export function SavedSearches() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const all = useQuery(savedSearchesQuery(org)).data?.items ?? [];
  if (all.length === 0) return null;
  return (
    <section className={css.saved} aria-label={t('search:saved')}>
      <h2>{t('search:saved')}</h2>
      <ul>
        {all.map((one) => (
          <SavedRow key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function SavedRow({ one }: { one: SavedSearch }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const { message } = App.useApp();
  const onError = useProblemToast();
  const [name, setName] = useState<string>();
  const refresh = () => client.invalidateQueries({ queryKey: savedSearchesQuery(org).queryKey });
  const rename = useMutation({
    mutationFn: (next: string) => renameSearch(org, one.id, next),
    onSuccess: () => {
      setName(undefined);
      return refresh();
    },
    onError,
  });
  const again = useMutation({
    mutationFn: () => saveSearch(org, one.name, filterOf(one)),
    onSuccess: refresh,
    onError,
  });
  const forget = useMutation({
    mutationFn: () => forgetSearch(org, one.id),
    onSuccess: () => {
      void refresh();
      const key = `forgotten-${one.id}`;
      const undo = () => {
        message.destroy(key);
        again.mutate();
      };
      void message.open({
        key,
        duration: 10,
        content: (
          <>
            {t('search:forgotten', { name: one.name })}{' '}
            <Button type="link" size="small" onClick={undo}>
              {t('search:undo')}
            </Button>
          </>
        ),
      });
    },
    onError,
  });
  if (name !== undefined) {
    return (
      <li>
        <form
          className={css.rename}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) rename.mutate(name);
          }}
        >
          <Input
            autoFocus
            aria-label={t('search:saved_name')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button htmlType="submit" type="primary" disabled={!name.trim()} loading={rename.isPending}>
            {t('shell:save')}
          </Button>
          <Button onClick={() => setName(undefined)}>{t('shell:cancel')}</Button>
        </form>
      </li>
    );
  }
  const filters = Object.values({ ...filterOf(one), q: '' }).filter(Boolean).length;
  return (
    <li className={css.row}>
      <PathLink to={paths.link(org, searchLink(filterOf(one)))}>
        <StarOutlined aria-hidden />
        <span className={css.name}>{one.name}</span>
        <span className={css.detail}>
          {[one.q !== one.name && one.q, filters > 0 && t('search:saved_filters', { count: filters })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </PathLink>
      <Button
        type="text"
        icon={<EditOutlined aria-hidden />}
        aria-label={t('search:rename', { name: one.name })}
        title={t('search:rename', { name: one.name })}
        onClick={() => setName(one.name)}
      />
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('search:forget', { name: one.name })}
        title={t('search:forget', { name: one.name })}
        loading={forget.isPending}
        onClick={() => forget.mutate()}
      />
    </li>
  );
}
