import { BellOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { addBrowser, pushQuery, removeBrowser } from '@/api/ding';
import { useOrg } from '@/api/org';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { type PushState, pushState, subscribedHere, subscribeHere, unsubscribeHere } from './browser-push';
import { HomeScreenGuide } from './HomeScreenGuide';
import css from './MeSections.module.css';

const words: Record<PushState, string> = {
  unable: 'ring:push_unable',
  home_screen: 'ring:push_home_screen',
  denied: 'ring:push_denied',
  off: 'ring:push_off',
  on: 'ring:push_on',
};

/** Explains first and asks after: the browser's own question comes when the button is pressed. */
export function PushSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useQuery(pushQuery(org));
  const key = query.data?.public_key ?? '';
  const state = useQuery({ queryKey: ['push-state'], queryFn: pushState });
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: pushQuery(org).queryKey }),
      client.invalidateQueries({ queryKey: ['push-state'] }),
    ]);
  const listed = query.data?.browsers.some((one) => one.current) ?? false;
  useEffect(() => {
    // The browser may have made new keys since.
    if (!key || !listed) return;
    void subscribedHere(key)
      .then((keys) => keys && addBrowser(org, keys))
      .catch(() => {});
  }, [key, org, listed]);
  const start = useMutation({
    mutationFn: async () => {
      const keys = await subscribeHere(key);
      if (keys) await addBrowser(org, keys);
    },
    onError: toast,
    onSettled: refresh,
  });
  const end = useMutation({
    mutationFn: async (one: { id: string; current: boolean }) => {
      await removeBrowser(org, one.id);
      if (one.current) await unsubscribeHere();
    },
    onError: toast,
    onSettled: refresh,
  });
  const browsers = query.data?.browsers ?? [];
  const here = state.data === 'on' && listed;
  const offer = key !== '' && (state.data === 'off' || (state.data === 'on' && !here));
  return (
    <section className={css.section} aria-labelledby="me-push">
      <h2 id="me-push">{t('ring:push_title')}</h2>
      <p>{t('ring:push_text')}</p>
      <FormError error={query.error} />
      {query.data && (
        <p className={css.card}>
          <BellOutlined aria-hidden />
          <span>{key === '' ? t('ring:push_none') : t(offer ? words.off : words[state.data ?? 'off'])}</span>
          {offer && (
            <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
              {t('ring:push_start')}
            </Button>
          )}
        </p>
      )}
      {key !== '' && state.data === 'home_screen' && <HomeScreenGuide />}
      <ul>
        {browsers.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{one.device}</strong>
              <span>
                {one.pushed_at ? t('ring:push_last', { time: format.ago(one.pushed_at) }) : t('ring:push_never')}
                {one.current && ` · ${t('me:this_device')}`}
              </span>
            </span>
            <Button
              loading={end.isPending && end.variables.id === one.id}
              aria-label={t('ring:push_remove', { device: one.device })}
              onClick={() => end.mutate(one)}
            >
              {t('ring:push_end')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
