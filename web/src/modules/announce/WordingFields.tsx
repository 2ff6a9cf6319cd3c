import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Content, Wording } from '@/api/announce';
import { Field } from '@/ui/Field';
import { isChinese } from '@/ui/names';
import css from './Announce.module.css';

interface Props {
  content: Content;
  four: boolean;
  change: (content: Content) => void;
  errors: Record<string, string>;
}

/** The texts in both languages, side by side where there is room. */
export function WordingFields({ content, four, change, errors }: Props) {
  const { t, i18n } = useTranslation();
  const languages = isChinese(i18n.language) ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <div className={css.head}>
      <p className={css.note}>{t('announce:languages_help')}</p>
      <div className={css.languages}>
        {languages.map((language) => (
          <fieldset key={language} className={css.language} lang={language === 'zh' ? 'zh-Hant-HK' : 'en'}>
            <legend>{language === 'en' ? t('announce:in_english') : t('announce:in_chinese')}</legend>
            <OneLanguage
              wording={content[language]}
              four={four}
              change={(wording) => change({ ...content, [language]: wording })}
              error={(field) => errors[`content.${language}.${field}`]}
            />
          </fieldset>
        ))}
      </div>
    </div>
  );
}

interface One {
  wording: Wording;
  four: boolean;
  change: (wording: Wording) => void;
  error: (field: keyof Wording) => string | undefined;
}

function OneLanguage({ wording, four, change, error }: One) {
  const { t } = useTranslation();
  const long = (field: 'body' | 'background' | 'consequences', label: string, most: number, optional = false) => (
    <Field
      label={label}
      error={error(field)}
      optional={optional}
      help={field === 'body' && t('announce:markdown_help')}
    >
      {(props) => (
        <Input.TextArea
          {...props}
          autoSize={{ minRows: field === 'body' && !four ? 8 : 3, maxRows: 24 }}
          maxLength={most}
          value={wording[field] ?? ''}
          onChange={(event) => change({ ...wording, [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field label={t('announce:title_label')} error={error('title')}>
        {(props) => (
          <Input
            {...props}
            maxLength={120}
            value={wording.title ?? ''}
            onChange={(event) => change({ ...wording, title: event.target.value })}
          />
        )}
      </Field>
      {four && long('background', t('announce:background'), 5000)}
      {four && long('consequences', t('announce:consequences'), 5000)}
      {four && (
        <Field label={t('announce:contact')} error={error('contact')}>
          {(props) => (
            <Input
              {...props}
              maxLength={500}
              value={wording.contact ?? ''}
              onChange={(event) => change({ ...wording, contact: event.target.value })}
            />
          )}
        </Field>
      )}
      {long('body', four ? t('announce:more') : t('announce:body'), 20_000, four)}
    </>
  );
}
