import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { askMetadata, changeProvider, type Provider, providersQuery, type Told } from '@/api/sso';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { Certificates } from './Certificates';
import css from './SsoPage.module.css';

/** What a SAML provider says of itself now; it counts when somebody takes it over. */
export function AskAgain({ one }: { one: Provider }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const [told, setTold] = useState<Told | null>(null);
  const ask = useMutation({ mutationFn: () => askMetadata(org, one.id), onSuccess: setTold, onError: toast });
  return (
    <>
      <Button loading={ask.isPending} onClick={() => fresh.run(() => ask.mutate())}>
        {t('sso:ask_again')}
      </Button>
      {told && <TakeOver one={one} told={told} close={() => setTold(null)} />}
      {fresh.dialog}
    </>
  );
}

function TakeOver({ one, told, close }: { one: Provider; told: Told; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const save = useMutation({
    mutationFn: () => {
      const { name, metadata_url, stands_in, trusts_mail } = one;
      return changeProvider(org, one.id, { name, metadata_url, stands_in, trusts_mail, metadata: told.metadata });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: providersQuery(org).queryKey });
      close();
    },
  });
  const sides = [
    { title: t('sso:kept_now'), entity: one.issuer, signIn: one.sign_in, certificates: one.certificates ?? [] },
    { title: t('sso:said_now'), entity: told.entity_id, signIn: told.sign_in, certificates: told.certificates },
  ];
  return (
    <Modal
      open
      title={t('sso:told_title', { name: one.name })}
      okText={told.changed ? t('sso:take_over') : t('shell:close')}
      okButtonProps={{ loading: save.isPending }}
      cancelText={t('shell:cancel')}
      cancelButtonProps={{ hidden: !told.changed }}
      onOk={() => (told.changed ? fresh.run(() => save.mutate()) : close())}
      onCancel={close}
    >
      <FormError error={save.error} />
      {!told.changed && <p>{t('sso:told_same')}</p>}
      {told.changed && <p>{one.issuer === told.entity_id ? t('sso:told_changed') : t('sso:told_another')}</p>}
      {sides.slice(told.changed ? 0 : 1).map((side) => (
        <section key={side.title} className={css.side}>
          <h3>{side.title}</h3>
          <dl className={css.facts}>
            <dt>{t('sso:entity')}</dt>
            <dd>{side.entity}</dd>
            <dt>{t('sso:goes_to')}</dt>
            <dd>{side.signIn}</dd>
            <dt>{t('sso:certificates')}</dt>
            <dd>
              <Certificates all={side.certificates} />
            </dd>
          </dl>
        </section>
      ))}
      {fresh.dialog}
    </Modal>
  );
}
