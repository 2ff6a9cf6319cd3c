import { LogoutOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { signOutMember } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';

/** For whoever lost a telephone: out of this organisation, on every device. */
export function SignOutMember({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { id: org, me, may } = useOrg();
  const { modal, message } = App.useApp();
  const format = useFormat();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const name = format.person(person);
  const out = useMutation({
    mutationFn: () => signOutMember(org, person.id),
    onSuccess: () => void message.success(t('directory:signed_out', { name })),
    onError: (error) => {
      if (!fresh.asked(error, () => out.mutate())) toast(error);
    },
  });
  if (!may('identity.sign_out') || !person.has_account || person.id === me.person.id) return null;
  const ask = () =>
    modal.confirm({
      title: t('directory:sign_out_title', { name }),
      content: t('directory:sign_out_text'),
      okText: t('directory:sign_out'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => out.mutate()),
    });
  return (
    <>
      <Button icon={<LogoutOutlined aria-hidden />} loading={out.isPending} onClick={ask}>
        {t('directory:sign_out')}
      </Button>
      {fresh.dialog}
    </>
  );
}
