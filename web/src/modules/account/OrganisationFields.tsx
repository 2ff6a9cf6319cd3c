import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrganisationChoices, OrganisationInput, Region } from '@/api/types';
import { Field } from '@/ui/Field';
import css from './EntryFrame.module.css';

interface Props {
  value: OrganisationInput;
  onChange: (value: OrganisationInput) => void;
  errors: Record<string, string>;
  /** Absent: every region may be chosen. */
  choices?: OrganisationChoices;
}

const regions: { id: Region; name: string; text: string }[] = [
  { id: 'hk', name: 'setup:region_hk', text: 'setup:region_hk_text' },
  { id: 'cn', name: 'setup:region_cn', text: 'setup:region_cn_text' },
  { id: 'sg', name: 'setup:region_sg', text: 'setup:region_sg_text' },
];

const types: { value: OrganisationInput['type']; label: string }[] = [
  { value: 'company', label: 'setup:type_company' },
  { value: 'school', label: 'setup:type_school' },
  { value: 'government', label: 'setup:type_government' },
  { value: 'other', label: 'setup:type_else' },
];

export function OrganisationFields({ value, onChange, errors, choices }: Props) {
  const { t } = useTranslation();
  const shut = (id: Region) => choices?.regions != null && !choices.regions.includes(id);
  return (
    <>
      <Field label={t('setup:organisation_name')} error={errors.name}>
        {(props) => (
          <Input
            {...props}
            size="large"
            lang="en"
            autoComplete="organization"
            placeholder="Harbour Trading Limited"
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('setup:organisation_name_zh')} optional error={errors.name_zh}>
        {(props) => (
          <Input
            {...props}
            size="large"
            lang="zh-HK"
            placeholder="海港貿易有限公司"
            value={value.name_zh}
            onChange={(event) => onChange({ ...value, name_zh: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('setup:organisation_type')}>
        {(props) => (
          <Select
            {...props}
            size="large"
            value={value.type}
            onChange={(type) => onChange({ ...value, type })}
            options={types.map((type) => ({ value: type.value, label: t(type.label) }))}
          />
        )}
      </Field>
      <Field label={t('setup:organisation_nature')} optional error={errors.nature}>
        {(props) => (
          <Input
            {...props}
            size="large"
            maxLength={200}
            value={value.nature}
            onChange={(event) => onChange({ ...value, nature: event.target.value })}
          />
        )}
      </Field>
      <fieldset className={css.regions}>
        <legend>{t('setup:region')}</legend>
        {regions.map((one) => (
          <label key={one.id} className={css.region}>
            <input
              type="radio"
              name="region"
              value={one.id}
              checked={value.region === one.id}
              disabled={shut(one.id)}
              onChange={() => onChange({ ...value, region: one.id })}
            />
            <span>
              <strong>{t(one.name)}</strong>
              <small>{t(one.text)}</small>
            </span>
          </label>
        ))}
        {choices && regions.some((one) => shut(one.id)) && (
          <p className={css.regionNote}>{t('setup:region_shut', { plan: choices.plan })}</p>
        )}
      </fieldset>
    </>
  );
}
