import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import css from './Announce.module.css';
import type { TermsState } from './draft';
import { WallPicker } from './WallPicker';

interface Props {
  terms: TermsState;
  change: (terms: TermsState) => void;
  confirms: boolean;
  errors: Record<string, string>;
}

/** Until when it is due and holds, whether it stays on top, and how often it reminds. */
export function TermsFields({ terms, change, confirms, errors }: Props) {
  const { t } = useTranslation();
  const set = (part: Partial<TermsState>) => change({ ...terms, ...part });
  return (
    <>
      <Checkbox checked={terms.pinned} onChange={(event) => set({ pinned: event.target.checked })}>
        {t('announce:pin')}
      </Checkbox>
      <div className={css.grid}>
        {confirms && (
          <>
            <Field label={t('announce:due_label')} optional error={errors.due_at} help={t('announce:time_help')}>
              {(props) => <WallPicker field={props} time value={terms.due} onChange={(due) => set({ due })} />}
            </Field>
            <Field label={t('announce:remind_label')} error={errors.remind_days} help={t('announce:remind_help')}>
              {(props) => (
                <Select<number>
                  {...props}
                  value={terms.remindDays}
                  onChange={(remindDays) => set({ remindDays })}
                  options={[0, 1, 2, 3, 7, 14].map((value) => ({
                    value,
                    label: value === 0 ? t('announce:remind_never') : t('announce:remind_every', { count: value }),
                  }))}
                />
              )}
            </Field>
          </>
        )}
        <Field label={t('announce:ends_label')} optional error={errors.ends_at} help={t('announce:time_help')}>
          {(props) => <WallPicker field={props} time value={terms.ends} onChange={(ends) => set({ ends })} />}
        </Field>
      </div>
    </>
  );
}
