import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from './Card';
import { ErrorState } from './ErrorState';
import { FormError } from './FormError';
import { Loading } from './Loading';

interface Props<T> {
  title: string;
  text?: ReactNode;
  /** Where the rules are read. */
  rules: { queryKey: QueryKey; queryFn?: unknown };
  save: (next: T) => Promise<T>;
  /** What is said when they are saved, and what else there is to do then. */
  done: string;
  saved?: () => void;
  children: (next: T, change: (part: Partial<T>) => void) => ReactNode;
}

/** Rules of the organisation: read, changed in a form and saved as a whole. */
export function RulesCard<T extends object>({ title, text, rules, ...rest }: Props<T>) {
  const query = useQuery<T>(rules as { queryKey: QueryKey });
  if (query.data) return <Form {...rest} title={title} text={text} rules={rules} now={query.data} />;
  return (
    <Card title={title} text={text}>
      {query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Loading />}
    </Card>
  );
}

function Form<T extends object>({ title, text, rules, save, done, saved, children, now }: Props<T> & { now: T }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [next, setNext] = useState(now);
  const put = useMutation({
    mutationFn: () => save(next),
    onSuccess: (answer) => {
      client.setQueryData(rules.queryKey, answer);
      setNext(answer);
      saved?.();
      void message.success(done);
    },
  });
  return (
    <Card title={title} text={text} submit={() => put.mutate()}>
      <FormError error={put.error} />
      {children(next, (part) => setNext({ ...next, ...part }))}
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={JSON.stringify(next) === JSON.stringify(now)}
          loading={put.isPending}
        >
          {t('shell:save')}
        </Button>
      </div>
    </Card>
  );
}
