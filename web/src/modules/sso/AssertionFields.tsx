import { UploadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import css from './SsoPage.module.css';
import type { FieldsProps } from './TokenFields';

/** What SAML needs: the provider's metadata, from its address or brought by hand. */
export function AssertionFields({ one, form, set, errors }: FieldsProps) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    event.target.value = '';
    if (chosen) set({ metadata: await chosen.text() });
  };
  return (
    <>
      <Field label={t('sso:metadata_url')} optional help={t('sso:metadata_url_help')} error={errors.metadata_url}>
        {(props) => (
          <Input
            {...props}
            type="url"
            spellCheck={false}
            autoComplete="off"
            value={form.metadata_url}
            onChange={(event) => set({ metadata_url: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('sso:metadata')}
        optional
        help={one ? t('sso:metadata_kept') : t('sso:metadata_help')}
        error={errors.metadata}
      >
        {(props) => (
          <Input.TextArea
            {...props}
            className={css.code}
            rows={4}
            spellCheck={false}
            value={form.metadata}
            onChange={(event) => set({ metadata: event.target.value })}
          />
        )}
      </Field>
      <div>
        <input
          ref={file}
          type="file"
          hidden
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          onChange={take}
        />
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => file.current?.click()}>
          {t('sso:metadata_file')}
        </Button>
      </div>
    </>
  );
}
