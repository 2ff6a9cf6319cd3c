import { MoreOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { removeMember, setRole } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Member } from '@/api/types';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';

type Act = 'admin' | 'member' | 'owner' | 'remove';

/** What the administrators of a group do with a member of it. */
export function MemberMenu({ conversation, member }: { conversation: Conversation; member: Member }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { id: org, me } = useOrg();
  const client = useQueryClient();
  const name = useFormat().person(member);
  const can = new Set(conversation.can ?? []);
  const act = useMutation({
    mutationFn: (what: Act) =>
      what === 'remove'
        ? removeMember(org, conversation.id, member.id)
        : setRole(org, conversation.id, member.id, what),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'members', conversation.id] });
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
    },
    onError: useProblemToast(),
  });
  const ask = (what: Act, title: string, content: string, okText: string) =>
    modal.confirm({
      title,
      content,
      okText,
      okButtonProps: { danger: what === 'remove' },
      cancelText: t('shell:cancel'),
      onOk: () => act.mutateAsync(what).catch(() => {}),
    });
  const item = (key: Act, label: string, onClick: () => void): MenuItem => ({
    kind: 'action',
    key,
    label,
    onClick,
    danger: key === 'remove',
  });
  if (!can.has('set_rules') || member.role === 'owner' || member.id === me.person.id) return null;
  const guest = member.outside !== undefined; // who leads no group
  const items = [
    ...(guest
      ? []
      : [
          member.role === 'admin'
            ? item('member', t('talk:make_member'), () => act.mutate('member'))
            : item('admin', t('talk:make_admin'), () => act.mutate('admin')),
        ]),
    ...(can.has('hand_over') && !guest
      ? [
          item('owner', t('talk:hand_over'), () =>
            ask('owner', t('talk:hand_over_title', { name }), t('talk:hand_over_text', { name }), t('talk:hand_over')),
          ),
        ]
      : []),
    ...(can.has('remove_members')
      ? [
          item('remove', t('talk:remove_member'), () =>
            ask('remove', t('talk:remove_title', { name }), t('talk:remove_text'), t('talk:remove_member')),
          ),
        ]
      : []),
  ];
  return (
    <Menu
      label={t('talk:member_acts', { name })}
      items={items}
      trigger={(props) => (
        <Button
          type="text"
          icon={<MoreOutlined aria-hidden />}
          aria-label={t('talk:member_acts', { name })}
          {...props}
        />
      )}
    />
  );
}
