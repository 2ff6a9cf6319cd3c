import {
  ApartmentOutlined,
  CommentOutlined,
  MessageOutlined,
  RightOutlined,
  SearchOutlined,
  StarOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { savedSearchesQuery } from '@/api/saved-searches';
import { fewMessagesQuery } from '@/api/search';
import { searchQuery } from '@/api/shell';
import { Dialog } from '@/ui/Dialog';
import { CompositionGuard } from '@/ui/ime';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { paletteActions } from './modules';
import css from './Palette.module.css';
import {
  asksMessages,
  asksServer,
  keepRecent,
  keepSelection,
  localRows,
  messageRows,
  type Row,
  readQuery,
  readRecent,
  savedRows,
  serverRows,
} from './palette-rows';

const icons = {
  recent: <RightOutlined aria-hidden />,
  saved: <StarOutlined aria-hidden />,
  people: <UserOutlined aria-hidden />,
  conversations: <MessageOutlined aria-hidden />,
  messages: <CommentOutlined aria-hidden />,
  departments: <ApartmentOutlined aria-hidden />,
  actions: <RightOutlined aria-hidden />,
  pages: <RightOutlined aria-hidden />,
};

const groupNames: Record<Row['group'], string> = {
  recent: 'shell:palette_recent',
  saved: 'shell:palette_saved',
  people: 'shell:palette_people',
  conversations: 'shell:palette_conversations',
  departments: 'shell:palette_departments',
  messages: 'shell:messages',
  actions: 'shell:palette_actions',
  pages: 'shell:palette_pages',
};

export function Palette({ start, onClose }: { start: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { id: org, drawer, may } = useOrg();
  const go = useGo();
  const listId = useId();
  const [text, setText] = useState(start);
  const [selected, setSelected] = useState('');
  const guard = useRef(new CompositionGuard());
  const list = useRef<HTMLDivElement>(null);
  const recent = useMemo(() => readRecent(drawer), [drawer]);

  const own = useMemo<Row[]>(
    () =>
      paletteActions
        .filter((action) => !action.needs || may(action.needs))
        .map((action) => ({
          id: action.id,
          group: action.kind === 'action' ? 'actions' : 'pages',
          title: t(action.label),
          subtitle: '',
          link: action.path(org),
        })),
    [org, may, t],
  );
  const asked = useDeferredValue(readQuery(text).words);
  const search = useQuery({
    ...searchQuery(org, asked),
    enabled: asksServer(text),
    placeholderData: keepPreviousData,
  });
  const said = useQuery({
    ...fewMessagesQuery(org, asked),
    enabled: asksMessages(text) && asked !== '' && may('search.use'),
    placeholderData: keepPreviousData,
  });
  const saved = useQuery({ ...savedSearchesQuery(org), enabled: may('search.use') });
  const all: Row = {
    id: 'all-messages',
    group: 'messages',
    title: t('shell:palette_messages', { words: readQuery(text).words }),
    subtitle: '',
    link: paths.search(org, readQuery(text).words),
  };
  const rows = [
    ...savedRows(saved.data?.items ?? [], text),
    ...(asksServer(text) ? serverRows(search.data, text) : []),
    ...localRows(own, recent, text),
    ...(asksMessages(text) && may('search.use') ? [...messageRows(said.data, i18n.language), all] : []),
  ];
  const at = keepSelection(rows, selected);

  useEffect(() => {
    list.current?.querySelector(`[data-row="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const open = (row: Row, beside = false) => {
    // What was said stays where it was said.
    if (row.group !== 'actions' && row.group !== 'messages') keepRecent(drawer, row);
    onClose();
    if (beside) window.open(paths.link(org, row.link), '_blank', 'noopener');
    else go(paths.link(org, row.link));
  };
  const press = (event: KeyboardEvent) => {
    if (guard.current.owns(event.nativeEvent)) return;
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0 && rows.length > 0) {
      event.preventDefault();
      setSelected(rows[(at + move + rows.length) % rows.length]?.id ?? '');
    }
    const row = rows[at];
    if (event.key === 'Enter' && row) {
      event.preventDefault();
      open(row, event.ctrlKey || event.metaKey);
    }
    if (event.key === 'Escape' && text) {
      event.preventDefault();
      event.stopPropagation();
      setText('');
    }
  };

  const scope = readQuery(text).scope;
  return (
    <Dialog label={t('shell:search')} place="top" onClose={onClose}>
      <div className={css.field}>
        <SearchOutlined aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-activedescendant={rows[at] ? `${listId}-${at}` : undefined}
          aria-label={t('shell:search')}
          placeholder={t('shell:palette_hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setSelected('');
          }}
          onKeyDown={press}
          onCompositionStart={guard.current.start}
          onCompositionEnd={guard.current.end}
        />
        <button type="button" className={css.close} onClick={onClose}>
          {t('shell:close')}
        </button>
      </div>
      <div ref={list} id={listId} className={css.list} role="listbox" aria-label={t('shell:palette_results')}>
        {rows.map((row, index) => (
          <div key={`${row.group}-${row.id}`} role="presentation">
            {rows[index - 1]?.group !== row.group && (
              <div className={css.group} role="presentation">
                {t(groupNames[row.group])}
              </div>
            )}
            <div
              id={`${listId}-${index}`}
              data-row={index}
              role="option"
              aria-selected={index === at}
              className={css.row}
              onClick={(event) => open(row, event.ctrlKey || event.metaKey)}
              onMouseMove={() => setSelected(row.id)}
            >
              <span className={css.icon}>{icons[row.group]}</span>
              <span className={css.title}>{row.title}</span>
              <span className={css.subtitle}>{row.subtitle}</span>
            </div>
          </div>
        ))}
        {rows.length === 0 && (
          <div className={css.none} role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
            {scope === 'help'
              ? t('shell:palette_help')
              : search.isFetching
                ? t('shell:loading')
                : t('shell:palette_none')}
          </div>
        )}
      </div>
      <p className={css.foot}>{t('shell:palette_prefixes')}</p>
    </Dialog>
  );
}
