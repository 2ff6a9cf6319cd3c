import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { asksSomething, type MessageFilter, messageSearchQuery } from '@/api/search';
import { CompositionGuard } from '@/ui/ime';
import { useAddressValues } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { usePhone } from '@/ui/useMedia';
import { Filters } from './Filters';
import { Results } from './Results';
import { SavedSearches } from './SavedSearches';
import { SaveSearch } from './SaveSearch';
import css from './SearchPage.module.css';

const names = ['q', 'from', 'in', 'since', 'until', 'has'] as const;

function readFilter(values: URLSearchParams): MessageFilter {
  const filter: MessageFilter = { q: '', from: '', in: '', since: '', until: '', has: '' };
  for (const name of names) filter[name] = values.get(name)?.trim() ?? '';
  return filter;
}

/** Everything that was said and may be read, by words and filters; all of them stand in the address. */
export function SearchPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const phone = usePhone();
  const [values, setValues] = useAddressValues();
  const filter = readFilter(values);
  const asked = asksSomething(filter);
  const query = useInfiniteQuery({ ...messageSearchQuery(org, filter), enabled: asked });
  const filtered = asksSomething({ ...filter, q: '' });
  const [open, setOpen] = useState(filtered);

  const set = useCallback((change: Partial<MessageFilter>) => setValues({ ...change }, true), [setValues]);
  return (
    <main className={css.page} id="content">
      <PageHeader title={t('shell:search')} />
      <div className={css.ask} role="search">
        <Words q={filter.q} search={set} />
        {phone && (
          <Button icon={<FilterOutlined aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('search:filters')}
          </Button>
        )}
        {(!phone || open) && <Filters filter={filter} set={set} />}
        {asked && <SaveSearch filter={filter} />}
      </div>
      <div className={css.results}>
        {!asked && <SavedSearches />}
        <Results query={query} asked={asked} filtered={filtered} />
      </div>
    </main>
  );
}

/** The address follows the field after a short rest, and never while an input method is composing. */
function Words({ q, search }: { q: string; search: (change: Partial<MessageFilter>) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(q);
  const [composing, setComposing] = useState(false);
  const guard = useRef(new CompositionGuard());
  const last = useRef(q);

  // An address that changed otherwise, by Back or the palette, is shown in the field.
  useEffect(() => {
    if (q !== last.current) setWords(q);
    last.current = q;
  }, [q]);
  useEffect(() => {
    if (composing || words.trim() === last.current) return;
    const timer = window.setTimeout(() => {
      last.current = words.trim();
      search({ q: words.trim() });
    }, 250);
    return () => window.clearTimeout(timer);
  }, [words, composing, search]);

  return (
    <Input
      autoFocus
      allowClear
      size="large"
      maxLength={200}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('search:words')}
      placeholder={t('search:words')}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onCompositionStart={() => {
        guard.current.start();
        setComposing(true);
      }}
      onCompositionEnd={() => {
        guard.current.end();
        setComposing(false);
      }}
    />
  );
}
