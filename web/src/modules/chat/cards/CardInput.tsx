import { Input, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardBlock } from '@/api/types';
import { Field } from '@/ui/Field';
import css from './Card.module.css';
import { inLanguage } from './card-text';

const CardDate = lazy(() => import('./CardDate').then((module) => ({ default: module.CardDate })));

interface Props {
  block: CardBlock;
  value: string;
  error?: string | undefined;
  open: boolean;
  fill: (value: string) => void;
}

/** A block that asks something. */
export function CardInput({ block, value, error, open, fill }: Props) {
  const { i18n } = useTranslation();
  const text = (one: CardBlock['label']) => inLanguage(one, i18n.language);
  const max = block.max || 2000;
  return (
    <div className={css.asked}>
      <Field label={text(block.label)} optional={!block.required} {...(error ? { error } : {})}>
        {(props) => {
          const shared = { ...props, 'aria-invalid': Boolean(error), disabled: !open, value };
          if (block.type === 'select') {
            return (
              <Select
                {...shared}
                value={value || undefined}
                allowClear={!block.required}
                showSearch={{ optionFilterProp: 'label' }}
                options={(block.options ?? []).map((one) => ({ value: one.value, label: text(one.text) }))}
                onChange={(next?: string) => fill(next ?? '')}
              />
            );
          }
          if (block.type === 'date') {
            const { value: day, ...field } = shared;
            return (
              <Suspense fallback={<Input disabled aria-hidden />}>
                <CardDate field={field} value={day} fill={fill} />
              </Suspense>
            );
          }
          if (block.lines) {
            return (
              <Input.TextArea
                {...shared}
                maxLength={max}
                autoSize={{ minRows: 2, maxRows: 6 }}
                onChange={(event) => fill(event.target.value)}
              />
            );
          }
          return <Input {...shared} maxLength={max} onChange={(event) => fill(event.target.value)} />;
        }}
      </Field>
    </div>
  );
}
