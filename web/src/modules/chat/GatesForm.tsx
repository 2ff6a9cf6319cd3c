import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { gatesQuery, putGates } from '@/api/gates';
import { useOrg } from '@/api/org';
import type { ChatGates } from '@/api/types';
import { Field } from '@/ui/Field';
import { RulesCard } from '@/ui/RulesCard';
import { SwitchLine } from '@/ui/SwitchLine';
import css from './RulesPage.module.css';

type Classes = ChatGates['watermark'];

/** How fast people may write, and what protects what is read. */
export function GatesForm() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  return (
    <RulesCard<ChatGates>
      title={t('gates:pace')}
      rules={gatesQuery(org)}
      save={(next) => putGates(org, next)}
      done={t('gates:saved')}
      saved={() => void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] })}
    >
      {(next, change) => (
        <>
          <Count
            label={t('gates:messages_minute')}
            max={6000}
            value={next.messages_minute}
            set={(messages_minute) => change({ messages_minute })}
          />
          <Count
            label={t('gates:directs_hour')}
            max={10_000}
            value={next.directs_hour}
            set={(directs_hour) => change({ directs_hour })}
          />
          <Watermarked value={next.watermark} set={(watermark) => change({ watermark })} />
          <SwitchLine
            label={t('gates:traced')}
            on={next.traced}
            disabled={next.watermark.length === 0}
            set={(traced) => change({ traced })}
          />
          <p>{t('gates:traced_help')}</p>
        </>
      )}
    </RulesCard>
  );
}

interface CountProps {
  label: string;
  max: number;
  value: number;
  set: (value: number) => void;
}

function Count({ label, max, value, set }: CountProps) {
  return (
    <Field label={label}>
      {(props) => (
        <InputNumber {...props} min={1} max={max} precision={0} value={value} onChange={(number) => set(number ?? 1)} />
      )}
    </Field>
  );
}

function Watermarked({ value, set }: { value: Classes; set: (value: Classes) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('gates:watermark')} help={t('gates:watermark_help')}>
      {({ id }) => (
        <Checkbox.Group
          className={css.column}
          aria-describedby={`${id}-help`}
          value={value}
          onChange={(classes) => set(classes as Classes)}
          options={[
            { value: 'direct', label: t('gates:class_direct'), id },
            { value: 'group', label: t('gates:class_group') },
            { value: 'channel', label: t('gates:class_channel') },
            { value: 'staff', label: t('gates:class_staff') },
          ]}
        />
      )}
    </Field>
  );
}
