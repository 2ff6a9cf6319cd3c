import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Numbers } from '@/api/verification';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './VerificationPage.module.css';
import { numberOrder, numberWords } from './words';

interface Props {
  needs: string[];
  value: Numbers;
  onChange: (next: Numbers) => void;
  errors: Record<string, string>;
}

/** The numbers that stand on the papers, as this kind of organisation has them. */
export function NumberFields({ needs, value, onChange, errors }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  // The day tells which form of company number belongs on the certificate; nobody has to give it.
  const optional = needs.includes('company_no') ? ['incorporated_on'] : [];
  const shown = numberOrder.filter((one) => needs.includes(one) || optional.includes(one));
  if (shown.length === 0) return null;
  return (
    <div className={css.two}>
      {shown.map((one) => {
        const words = numberWords[one];
        return (
          <Field
            key={one}
            label={t(words.label)}
            help={words.help && t(words.help)}
            optional={optional.includes(one)}
            error={errors[one]}
          >
            {(props) =>
              one === 'incorporated_on' ? (
                <DatePicker
                  {...props}
                  format={format.lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY'}
                  value={value[one] ? dayjs(value[one]) : null}
                  onChange={(day) => onChange({ ...value, [one]: day ? day.format('YYYY-MM-DD') : '' })}
                />
              ) : (
                <Input
                  {...props}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={words.sample}
                  maxLength={120}
                  value={value[one] ?? ''}
                  onChange={(event) => onChange({ ...value, [one]: event.target.value })}
                />
              )
            }
          </Field>
        );
      })}
    </div>
  );
}
