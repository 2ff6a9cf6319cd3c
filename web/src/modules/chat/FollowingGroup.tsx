import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { followDepartment } from '@/api/chat';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';

/** Makes the group of a department, or of all staff. */
export function FollowingGroup() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const go = useGo();
  const departments = useQuery(departmentsQuery(org));
  const [department, setDepartment] = useState('');
  const [title, setTitle] = useState('');
  const [channel, setChannel] = useState(false);
  const options = [
    { value: '', label: t('talk:all_staff') },
    ...(departments.data?.items ?? []).map((one) => ({ value: one.id, label: format.person(one) })),
  ];
  const called = title.trim() || (options.find((one) => one.value === department)?.label ?? '');
  const make = useMutation({
    mutationFn: () =>
      followDepartment(org, { department_id: department, kind: channel ? 'channel' : 'group', title: called }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      go(paths.chat(org, made.id));
    },
  });
  return (
    <Card title={t('talk:following_heading')} text={t('talk:following_text')} submit={() => make.mutate()}>
      <FormError error={make.error} />
      <Field label={t('talk:following_of')}>
        {(props) => (
          <Select
            {...props}
            showSearch={{ optionFilterProp: 'label' }}
            loading={departments.isPending}
            value={department}
            options={options}
            onChange={setDepartment}
          />
        )}
      </Field>
      <Field label={t('chat:group_name')} optional>
        {(props) => (
          <Input
            {...props}
            maxLength={100}
            placeholder={called}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Checkbox checked={channel} onChange={(event) => setChannel(event.target.checked)}>
        {t('talk:following_kind')}
      </Checkbox>
      <div>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t('talk:following_make')}
        </Button>
      </div>
    </Card>
  );
}
