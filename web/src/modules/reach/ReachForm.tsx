import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { putReach, reachQuery } from '@/api/reach';
import type { ReachCell, ReachMatrix } from '@/api/types';
import { DepartmentPicker } from '@/ui/DepartmentPicker';
import { Field, type FieldProps } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { cellAt, classOf, means, type Verdict, type Whom, whomOf, withCell } from './cells';
import css from './ReachPage.module.css';

interface Props {
  matrix: ReachMatrix;
  from: string;
  to: string;
  close: () => void;
}

/** One cell: who, to whom, and what it says of each way to reach somebody. */
export function ReachForm({ matrix, from, to, close }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const had = from && to ? cellAt(matrix, from, to) : undefined;
  const [sides, setSides] = useState({ from: whomOf(from), to: whomOf(to) });
  const [says, setSays] = useState<Record<(typeof means)[number], Verdict>>({
    chat: had?.chat ?? 'deny',
    call: had?.call ?? 'deny',
    ding: had?.ding ?? 'deny',
  });
  const next: ReachCell = { from: classOf(sides.from), to: classOf(sides.to), ...says };
  const save = useMutation({
    mutationFn: (cells: ReachCell[]) => putReach(org, matrix.version, cells),
    onSuccess: (saved) => {
      client.setQueryData(reachQuery(org).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['o', org] });
      void message.success(t('reach:saved'));
      close();
    },
  });
  const labels = { chat: t('reach:chat'), call: t('reach:call'), ding: t('reach:ding') };
  return (
    <FormDialog
      title={t(had ? 'reach:edit' : 'reach:add')}
      okText={t('reach:save')}
      ready={next.from !== '' && next.to !== ''}
      busy={save.isPending}
      onOk={() => save.mutate(withCell(matrix, had, next))}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <Field label={t('reach:from')}>
          {(props) => <ClassPicker field={props} value={sides.from} set={(one) => setSides({ ...sides, from: one })} />}
        </Field>
        <Field label={t('reach:to')}>
          {(props) => <ClassPicker field={props} value={sides.to} set={(one) => setSides({ ...sides, to: one })} />}
        </Field>
        {means.map((mean) => (
          <Field key={mean} label={labels[mean]}>
            {({ id }) => (
              <Segmented<Verdict>
                id={id}
                block
                value={says[mean]}
                onChange={(verdict) => setSays({ ...says, [mean]: verdict })}
                options={[
                  { value: 'allow', label: t('reach:allow') },
                  { value: 'deny', label: t('reach:deny') },
                  { value: '', label: t('reach:silent') },
                ]}
              />
            )}
          </Field>
        ))}
        {had && (
          <div>
            <Button
              danger
              loading={save.isPending}
              onClick={() => save.mutate(matrix.cells.filter((one) => one !== had))}
            >
              {t('reach:remove')}
            </Button>
          </div>
        )}
      </div>
    </FormDialog>
  );
}

function ClassPicker({ field, value, set }: { field: FieldProps; value: Whom; set: (next: Whom) => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.pick}>
      <Select<Whom['kind']>
        {...field}
        value={value.kind}
        onChange={(kind) => set({ kind, id: kind === 'role' ? 'member' : '' })}
        options={[
          { value: 'everybody', label: t('reach:everybody') },
          { value: 'role', label: t('reach:role') },
          { value: 'department', label: t('reach:department') },
        ]}
      />
      {value.kind === 'role' && (
        <Select
          aria-label={t('reach:role')}
          value={value.id}
          onChange={(id) => set({ kind: 'role', id })}
          options={[
            { value: 'administrator', label: t('reach:role_administrator') },
            { value: 'manager', label: t('reach:role_manager') },
            { value: 'member', label: t('reach:role_member') },
            { value: 'guest', label: t('reach:role_guest') },
          ]}
        />
      )}
      {value.kind === 'department' && (
        <DepartmentPicker
          field={{ 'aria-label': t('reach:department') }}
          single
          value={value.id ? [value.id] : []}
          onChange={([id]) => set({ kind: 'department', id: id ?? '' })}
        />
      )}
    </div>
  );
}
