import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import { BookmarkList } from './BookmarkList';
import css from './Later.module.css';
import { ReminderList } from './ReminderList';
import { ScheduledList } from './ScheduledList';
import { TodoList } from './TodoList';

const tabs = ['scheduled', 'saved', 'reminders', 'todos', 'given'] as const;
type Tab = (typeof tabs)[number];

/** What I keep for later, in all conversations. */
export function LaterPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const tab = tabs.find((one) => one === values.get('tab')) ?? 'scheduled';
  const labels: Record<Tab, string> = {
    scheduled: t('later:scheduled'),
    saved: t('later:saved'),
    reminders: t('later:reminders'),
    todos: t('later:todos'),
    given: t('later:given'),
  };
  return (
    <main className={css.page} id="content">
      <PageHeader
        title={t('chat:later')}
        tools={false}
        back={{ label: t('shell:back'), go: () => go(paths.chat(org)) }}
      />
      <div className={css.column}>
        <Segmented<Tab>
          className={css.tabs}
          aria-label={t('chat:later')}
          value={tab}
          options={tabs.map((value) => ({ value, label: labels[value] }))}
          onChange={(next) => setValues({ tab: next, conversation: '' }, true)}
        />
        {tab === 'scheduled' && <ScheduledList conversation={values.get('conversation') ?? ''} />}
        {tab === 'saved' && <BookmarkList />}
        {tab === 'reminders' && <ReminderList />}
        {tab === 'todos' && <TodoList key={tab} view="mine" />}
        {tab === 'given' && <TodoList key={tab} view="given" />}
      </div>
    </main>
  );
}
