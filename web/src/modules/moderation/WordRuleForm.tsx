import { Button, Checkbox, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WordRule } from '@/api/types';
import { DepartmentPicker } from '@/ui/DepartmentPicker';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import css from './ModerationPage.module.css';

interface Props {
  rule?: WordRule;
  busy: boolean;
  error: unknown;
  save: (rule: WordRule) => void;
  remove: () => void;
  close: () => void;
}

const fresh: WordRule = { name: '', words: [], contacts: 0, effect: 'warn', told: '', classes: [], but: [] };
const idsOf = (refs: string[], kind: string) =>
  refs.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1));

export function WordRuleForm({ rule, busy, error, save, remove, close }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(rule ?? fresh);
  const [lines, setLines] = useState(draft.words.join('\n'));
  const change = (part: Partial<WordRule>) => setDraft({ ...draft, ...part });
  const words = lines.split('\n').filter((one) => one.trim());
  const people = idsOf(draft.but, 'person');
  const departments = idsOf(draft.but, 'department');
  const but = (persons: string[], units: string[]) =>
    change({ but: [...persons.map((id) => `person:${id}`), ...units.map((id) => `department:${id}`)] });
  return (
    <FormDialog
      wide
      title={t(rule ? 'judge:edit_rule' : 'judge:add_rule')}
      okText={t('judge:save')}
      ready={draft.name.trim() !== '' && (words.length > 0 || draft.contacts > 0)}
      busy={busy}
      onOk={() => save({ ...draft, words })}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={error} />
        <Field label={t('judge:rule_name')}>
          {(props) => (
            <Input {...props} maxLength={80} value={draft.name} onChange={(e) => change({ name: e.target.value })} />
          )}
        </Field>
        <Field label={t('judge:rule_words')}>
          {(props) => (
            <Input.TextArea
              {...props}
              autoSize={{ minRows: 3, maxRows: 10 }}
              value={lines}
              onChange={(e) => setLines(e.target.value)}
            />
          )}
        </Field>
        <Field label={t('judge:rule_contacts')}>
          {(props) => (
            <InputNumber
              {...props}
              min={0}
              max={1000}
              precision={0}
              value={draft.contacts}
              onChange={(contacts) => change({ contacts: contacts ?? 0 })}
            />
          )}
        </Field>
        <Field label={t('judge:rule_effect')}>
          {({ id }) => (
            <Segmented<WordRule['effect']>
              id={id}
              block
              value={draft.effect}
              onChange={(effect) => change({ effect })}
              options={[
                { value: 'warn', label: t('judge:effect_warn') },
                { value: 'hold', label: t('judge:effect_hold') },
                { value: 'block', label: t('judge:effect_block') },
              ]}
            />
          )}
        </Field>
        <Field label={t('judge:rule_told')} optional>
          {(props) => (
            <Input {...props} maxLength={300} value={draft.told} onChange={(e) => change({ told: e.target.value })} />
          )}
        </Field>
        <Field label={t('judge:rule_classes')} optional>
          {({ id }) => (
            <Checkbox.Group
              value={draft.classes}
              onChange={(classes) => change({ classes: classes as WordRule['classes'] })}
              options={[
                { value: 'direct', label: t('gates:class_direct'), id },
                { value: 'group', label: t('gates:class_group') },
                { value: 'channel', label: t('gates:class_channel') },
                { value: 'staff', label: t('gates:class_staff') },
              ]}
            />
          )}
        </Field>
        <Field label={t('judge:rule_but_departments')} optional>
          {(props) => <DepartmentPicker field={props} value={departments} onChange={(ids) => but(people, ids)} />}
        </Field>
        <Field label={t('judge:rule_but_people')} optional>
          {(props) => <PeoplePicker field={props} value={people} onChange={(ids) => but(ids, departments)} />}
        </Field>
        {rule && (
          <div>
            <Button danger loading={busy} onClick={remove}>
              {t('judge:remove_rule')}
            </Button>
          </div>
        )}
      </div>
    </FormDialog>
  );
}
