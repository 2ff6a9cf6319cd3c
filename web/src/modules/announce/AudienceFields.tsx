import { Checkbox, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { DepartmentPicker } from '@/ui/DepartmentPicker';
import { Field } from '@/ui/Field';
import { PeoplePicker } from '@/ui/PeoplePicker';
import css from './Announce.module.css';
import type { DraftState } from './draft';

interface Props {
  state: DraftState;
  change: (part: Partial<DraftState>) => void;
  errors: Record<string, string>;
}

/** Whom it is for. */
export function AudienceFields({ state, change, errors }: Props) {
  const { t } = useTranslation();
  const { audience } = state;
  const set = (part: Partial<DraftState['audience']>) => change({ audience: { ...audience, ...part } });
  return (
    <fieldset className={css.choices}>
      <legend>{t('announce:audience')}</legend>
      <Segmented<boolean>
        aria-label={t('announce:audience')}
        value={audience.everybody}
        options={[
          { value: true, label: t('announce:everybody') },
          { value: false, label: t('announce:some') },
        ]}
        onChange={(everybody) => set({ everybody })}
      />
      {errors.audience && <p className={css.wrong}>{errors.audience}</p>}
      {!audience.everybody && (
        <div className={css.grid}>
          <Field label={t('announce:departments')} optional error={errors['audience.department_ids']}>
            {(props) => (
              <DepartmentPicker
                field={props}
                value={audience.departments}
                onChange={(departments) => set({ departments })}
              />
            )}
          </Field>
          <Field label={t('announce:persons')} optional error={errors['audience.person_ids']}>
            {(props) => (
              <PeoplePicker field={props} value={audience.persons} onChange={(persons) => set({ persons })} />
            )}
          </Field>
        </div>
      )}
      <Checkbox checked={state.guests} onChange={(event) => change({ guests: event.target.checked })}>
        {t('announce:with_guests')}
      </Checkbox>
      <Checkbox
        checked={state.forJoiners || state.policy}
        disabled={state.policy}
        onChange={(event) => change({ forJoiners: event.target.checked })}
      >
        {t('announce:with_joiners')}
      </Checkbox>
    </fieldset>
  );
}
