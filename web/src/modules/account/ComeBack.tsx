import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { finishCompany } from '@/api/sso';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { takeNext } from './company-next';
import { EntryFrame } from './EntryFrame';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

interface Props {
  brought: URLSearchParams;
  again: () => void;
}

/** The person is back from the provider: what it said is checked, once. */
export function ComeBack({ brought, again }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const { enter, challenge } = useEnter();
  const finish = useMutation({
    mutationFn: () =>
      finishCompany({
        state: brought.get('state') ?? '',
        code: brought.get('code') ?? undefined,
        error: brought.get('error')?.slice(0, 200),
      }),
    onSuccess: enter,
  });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    window.history.replaceState(window.history.state, '', `${paths.company}?next=${encodeURIComponent(takeNext())}`);
    finish.mutate();
  }, [finish]);
  if (challenge)
    return <SecondStep challenge={challenge} enter={enter} again={() => go(paths.signIn, { replace: true })} />;
  if (!finish.isError)
    return (
      <EntryFrame title={t('sso:back_title')} text={t('sso:back_text')}>
        <Loading />
      </EntryFrame>
    );
  return (
    <EntryFrame title={t('sso:failed_title')}>
      <FormError error={finish.error} />
      <Button type="primary" size="large" block onClick={again}>
        {t('sso:again')}
      </Button>
      <Button type="text" size="large" block onClick={() => go(paths.signIn)}>
        {t('sso:another')}
      </Button>
    </EntryFrame>
  );
}
