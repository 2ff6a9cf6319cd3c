import { Checkbox } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '@/api/announce';
import { Field } from '@/ui/Field';
import css from './Announce.module.css';
import { WallPicker } from './WallPicker';
import { WordingFields } from './WordingFields';

interface Props {
  content: Content;
  four: boolean;
  policy: boolean;
  change: (content: Content) => void;
  errors: Record<string, string>;
}

/** What it says: the texts, from when it holds, and what follows for whoever ignores it. */
export function ContentFields({ content, four, policy, change, errors }: Props) {
  const { t } = useTranslation();
  const told = useId();
  const wrong = errors['content.disciplinary'];
  return (
    <>
      <WordingFields content={content} four={four} change={change} errors={errors} />
      {(four || policy) && (
        <Field label={t('announce:effective_on')} error={errors['content.effective_on']}>
          {(props) => (
            <WallPicker
              field={props}
              value={content.effective_on ?? ''}
              onChange={(effective_on) => change({ ...content, effective_on })}
            />
          )}
        </Field>
      )}
      {four && (
        <fieldset className={css.choices} aria-describedby={wrong ? told : undefined}>
          <legend>{t('announce:effects')}</legend>
          <Checkbox
            checked={content.disciplinary ?? false}
            onChange={(event) => change({ ...content, disciplinary: event.target.checked })}
          >
            {t('announce:disciplinary')}
          </Checkbox>
          <Checkbox
            checked={content.liability ?? false}
            onChange={(event) => change({ ...content, liability: event.target.checked })}
          >
            {t('announce:liability')}
          </Checkbox>
          {wrong && (
            <p id={told} className={css.wrong}>
              {wrong}
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}
