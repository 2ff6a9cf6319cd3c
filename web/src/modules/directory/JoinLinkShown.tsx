import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { MadeJoinLink } from '@/api/types';
import { copyText } from '@/ui/copy';
import { Field } from '@/ui/Field';
import { organisationName } from '@/ui/names';
import { useFormat } from '@/ui/useFormat';
import css from './Joining.module.css';

interface Props {
  made: MadeJoinLink;
  /** How many addresses it was to be mailed to. */
  asked: number;
  onClose: () => void;
}

/** A link that was just made: to copy, to hold a phone to, to print. It is shown this once. */
export function JoinLinkShown({ made, asked, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { me } = useOrg();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const link = new URL(made.link, window.location.origin).href;
  const name = organisationName(me.organisation, i18n.language);
  return (
    <Modal
      open
      title={t('join:made_title')}
      onCancel={onClose}
      footer={[
        <Button key="print" onClick={() => window.print()}>
          {t('join:print')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('shell:close')}
        </Button>,
      ]}
    >
      <div className={css.form}>
        <p>{t('join:made_text')}</p>
        {asked > 0 && <p>{t('join:mailed', { sent: made.mailed, asked })}</p>}
        <Field label={t('join:link')} help={t('join:until', { date: format.dateTime(made.expires_at) })}>
          {(props) => (
            <div className={css.link}>
              <Input {...props} readOnly value={link} onFocus={(event) => event.target.select()} />
              <Button type="primary" onClick={async () => setCopied(await copyText(link))}>
                {copied ? t('shell:copied') : t('shell:copy')}
              </Button>
            </div>
          )}
        </Field>
        <figure className={css.sheet}>
          <figcaption>{t('join:title', { organisation: name })}</figcaption>
          <img src={made.qr} alt={t('join:qr_alt')} width={240} height={240} />
          <p>{t('join:sheet_text', { date: format.dateTime(made.expires_at) })}</p>
        </figure>
      </div>
    </Modal>
  );
}
