import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, proveFresh } from '@/api/session';
import type { Boot } from '@/api/types';
import { useProblemText } from '@/ui/useProblem';
import css from './FreshGate.module.css';

/** The console asks for the password again when the last proof is older than the server allows. */
export function FreshGate() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problem = useProblemText();
  const [password, setPassword] = useState('');
  const prove = useMutation({
    mutationFn: () => proveFresh(password),
    onSuccess: (session) =>
      client.setQueryData(bootQuery.queryKey, (boot: Boot | undefined) => boot && { ...boot, session }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <main className={css.gate} id="content">
      <form className={css.card} onSubmit={submit}>
        <h1>{t('shell:fresh_title')}</h1>
        <p>{t('shell:fresh_text')}</p>
        <label htmlFor="fresh-password">{t('shell:password')}</label>
        <Input.Password
          id="fresh-password"
          size="large"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          status={prove.isError ? 'error' : undefined}
          aria-describedby={prove.isError ? 'fresh-error' : undefined}
        />
        {prove.isError && (
          <p id="fresh-error" className={css.error} role="alert">
            {problem(prove.error)}
          </p>
        )}
        <Button type="primary" size="large" htmlType="submit" loading={prove.isPending} disabled={!password}>
          {t('shell:continue')}
        </Button>
      </form>
    </main>
  );
}
