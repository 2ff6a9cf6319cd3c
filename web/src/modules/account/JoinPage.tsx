import { KeyOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToJoin, doorQuery } from '@/api/joining';
import { bootQuery, passkeysPossible } from '@/api/session';
import type { Door } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { organisationName } from '@/ui/names';
import { useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { fieldErrors } from '@/ui/useProblem';
import { keepChosen } from './chosen';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { type Joiner, JoinFields } from './JoinFields';

/** Whoever opened a joining link: where it leads, and who they are. */
export function JoinPage() {
  const { t, i18n } = useTranslation();
  const { token = '' } = useParams({ strict: false });
  const door = useQuery(doorQuery(token));
  if (door.isPending) return <Loading />;
  if (!door.data) {
    return (
      <EntryFrame title={t('join:dead_title')}>
        <FormError error={door.error} />
      </EntryFrame>
    );
  }
  const name = organisationName(door.data, i18n.language);
  if (door.data.member) {
    return (
      <EntryFrame title={t('join:title', { organisation: name })} text={t('join:member')}>
        <PathLink to="/">{t('join:open')}</PathLink>
      </EntryFrame>
    );
  }
  return <Ask token={token} door={door.data} name={name} />;
}

function Ask({ token, door, name }: { token: string; door: Door; name: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const account = useQuery(bootQuery).data?.session?.account;
  const [who, setWho] = useState<Joiner>({
    name: account?.name ?? '',
    name_zh: '',
    email: '',
    phone: '',
    password: '',
  });
  const ask = useMutation({
    mutationFn: (later: boolean) =>
      askToJoin({
        token,
        name: who.name,
        name_zh: who.name_zh,
        phone: who.phone || undefined,
        ...(account
          ? {}
          : { email: who.email.trim(), ...(later ? { choose_later: true } : { password: who.password }) }),
      }),
    onSuccess: (made, later) => {
      keepChosen(made.email, later ? '' : who.password);
      go(paths.joining(made.request_token ?? ''), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(false);
  };
  const errors = Object.fromEntries(fieldErrors(ask.error).map((one) => [one.name, one.message]));
  const named = Boolean(who.name.trim() || who.name_zh.trim());
  const known = named && (Boolean(account) || Boolean(who.email.trim()));
  const ready = known && (Boolean(account) || Boolean(who.password));
  return (
    <EntryFrame
      title={t('join:title', { organisation: name })}
      text={door.approval ? t('join:text_approval') : t('join:text_alone')}
      host={{ name, picture: door.picture }}
    >
      <form className={css.form} onSubmit={submit}>
        <JoinFields value={who} onChange={setWho} errors={errors} door={door} account={account} />
        <FormError error={ask.error} />
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={ask.isPending && !ask.variables}
          disabled={!ready}
        >
          {t('join:ask')}
        </Button>
      </form>
      {!account && passkeysPossible() && (
        <div className={css.other}>
          <p className={css.or}>{t('signin:invitation_or')}</p>
          <Button
            size="large"
            block
            icon={<KeyOutlined aria-hidden />}
            disabled={!known}
            loading={ask.isPending && ask.variables}
            onClick={() => ask.mutate(true)}
          >
            {t('join:ask_passkey')}
          </Button>
          <p className={css.hint}>{t('join:ask_passkey_text')}</p>
        </div>
      )}
      {!account && (
        <PathLink to={`${paths.signIn}?next=${encodeURIComponent(`/join/${token}`)}`} className={css.link}>
          {t('join:have_account')}
        </PathLink>
      )}
    </EntryFrame>
  );
}
