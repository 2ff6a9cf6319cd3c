import { MoreOutlined, TeamOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveConversation } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useProblemToast } from '@/ui/useProblem';
import { conversationTitle } from './conversations';

const AddMembers = lazy(() => import('./AddMembers').then((module) => ({ default: module.AddMembers })));
const RenameConversation = lazy(() =>
  import('./RenameConversation').then((module) => ({ default: module.RenameConversation })),
);

interface Props {
  one: Conversation;
  pane: boolean;
  togglePane: () => void;
}

export function ConversationMenu({ one, pane, togglePane }: Props) {
  const { t, i18n } = useTranslation();
  const { modal } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const go = useGo();
  const toast = useProblemToast();
  const [open, setOpen] = useState<'add' | 'rename' | null>(null);
  const can = new Set(one.can ?? []);
  const leave = useMutation({
    mutationFn: () => leaveConversation(org, one.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      go(paths.chat(org), { replace: true });
    },
    onError: toast,
  });
  const askLeave = () =>
    modal.confirm({
      title: t('chat:leave_title', { title: conversationTitle(one, i18n.language) }),
      content: t('chat:leave_text'),
      okText: t('chat:leave'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => leave.mutateAsync().catch(() => {}),
    });
  const items: MenuItem[] = [
    ...(can.has('add_members')
      ? [{ kind: 'action' as const, key: 'add', label: t('chat:add_members'), onClick: () => setOpen('add') }]
      : []),
    ...(can.has('rename')
      ? [{ kind: 'action' as const, key: 'rename', label: t('chat:rename'), onClick: () => setOpen('rename') }]
      : []),
    ...(can.has('leave')
      ? [{ kind: 'action' as const, key: 'leave', danger: true, label: t('chat:leave'), onClick: askLeave }]
      : []),
  ];
  return (
    <>
      <Button
        type="text"
        icon={<TeamOutlined aria-hidden />}
        aria-pressed={pane}
        aria-label={t('chat:members')}
        title={t('chat:members')}
        onClick={togglePane}
      />
      {items.length > 0 && (
        <Menu
          label={t('shell:more')}
          items={items}
          trigger={(props) => (
            <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={t('shell:more')} {...props} />
          )}
        />
      )}
      <Suspense fallback={null}>
        {open === 'add' && <AddMembers one={one} onClose={() => setOpen(null)} />}
        {open === 'rename' && <RenameConversation one={one} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
