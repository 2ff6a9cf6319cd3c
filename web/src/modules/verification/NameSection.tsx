import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { rename, showBy, showByNone, type Verification, verificationQuery } from '@/api/verification';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { OrgMark } from '@/ui/OrgMark';
import { PictureChooser } from '@/ui/PictureChooser';
import { smaller } from '@/ui/picture';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './VerificationPage.module.css';

/** What the organisation is called and how it shows itself, and the way to another name or picture. */
export function NameSection({ data }: { data: Verification }) {
  const { t } = useTranslation();
  const { may } = useOrg();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <section className={css.card} aria-labelledby="name">
      <h2 id="name">{t('verification:name')}</h2>
      <div className={css.shown}>
        {may('organisation.picture') ? (
          <Shown data={data} />
        ) : (
          <OrgMark name={format.person(data)} picture={data.picture} size="large" />
        )}
        <p>
          <strong>{format.person(data)}</strong> {format.second(data)}
        </p>
      </div>
      <p className={css.small}>{t('verification:picture_text')}</p>
      {may('organisation.rename') && (
        <div className={css.buttons}>
          <Button onClick={() => setOpen(true)}>{t('verification:rename')}</Button>
        </div>
      )}
      {open && <RenameDialog data={data} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Shown({ data }: { data: Verification }) {
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const settle = (next: Verification) => client.setQueryData(verificationQuery(org).queryKey, next);
  return (
    <PictureChooser
      name={format.person(data)}
      given={data.picture !== ''}
      square
      set={async (file) => settle(await showBy(org, await smaller(file)))}
      remove={async () => settle(await showByNone(org))}
    >
      <OrgMark name={format.person(data)} picture={data.picture} size="large" />
    </PictureChooser>
  );
}

function RenameDialog({ data, onClose }: { data: Verification; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const [name, setName] = useState(data.name);
  const [nameZh, setNameZh] = useState(data.name_zh);
  const change = useMutation({
    mutationFn: () => rename(org, name.trim(), nameZh.trim()),
    onSuccess: (next) => {
      void message.success(t('verification:renamed'));
      onClose();
      client.setQueryData(verificationQuery(org).queryKey, next);
    },
    onError: (error) => fresh.asked(error, () => change.mutate()),
  });
  const errors = Object.fromEntries(fieldErrors(change.error).map((one) => [one.name, one.message]));
  const other = name.trim() !== data.name || nameZh.trim() !== data.name_zh;
  return (
    <>
      <FormDialog
        title={t('verification:rename')}
        okText={t('verification:rename')}
        ready={other && name.trim() + nameZh.trim() !== ''}
        busy={change.isPending}
        onOk={() => fresh.run(() => change.mutate())}
        onClose={onClose}
      >
        <div className={css.form}>
          <FormError error={change.error} />
          <p>{t('verification:rename_text')}</p>
          {data.verified && <p>{t('verification:rename_verified')}</p>}
          {data.state === 'submitted' && <p>{t('verification:rename_submitted')}</p>}
          <Field label={t('setup:organisation_name')} optional={nameZh !== ''} error={errors.name}>
            {(props) => (
              <Input {...props} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label={t('setup:organisation_name_zh')} optional={name !== ''} error={errors.name_zh}>
            {(props) => (
              <Input {...props} maxLength={200} value={nameZh} onChange={(event) => setNameZh(event.target.value)} />
            )}
          </Field>
        </div>
      </FormDialog>
      {fresh.dialog}
    </>
  );
}
