import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, signIn } from '@/api/session';
import type { JoinAnswer } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { takeChosen } from './chosen';
import { EntryFrame } from './EntryFrame';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

/** Somebody was accepted: they go in with what they chose a moment ago, or sign in. */
export function LetIn({ one, organisation }: { one: JoinAnswer; organisation: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const go = useGo();
  const signedIn = Boolean(useQuery(bootQuery).data?.session);
  const { enter, challenge, again } = useEnter();
  const [chosen] = useState(takeChosen);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (who: { login: string; password: string }) => signIn(who.login, who.password),
    onSuccess: (answer) => enter({ ...answer, joined: one.organisation_id }),
  });
  useEffect(() => {
    if (chosen && !signedIn) mutate(chosen);
  }, [chosen, signedIn, mutate]);
  if (challenge) return <SecondStep challenge={challenge} enter={enter} again={again} />;
  const open = async () => {
    const first = paths.welcome(one.organisation_id);
    if (!signedIn) return go(`${paths.signIn}?next=${encodeURIComponent(first)}`);
    await client.invalidateQueries({ queryKey: bootQuery.queryKey });
    go(first);
  };
  return (
    <EntryFrame title={t('join:accepted_title', { organisation })} text={t('join:accepted_text', { email: one.email })}>
      <FormError error={error} />
      <Button type="primary" size="large" block loading={isPending} onClick={() => void open()}>
        {signedIn ? t('join:open') : t('join:sign_in')}
      </Button>
    </EntryFrame>
  );
}
