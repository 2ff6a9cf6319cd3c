import { MoreOutlined, TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { withTexts } from '@/i18n/start';
import { Menu } from '@/ui/Menu';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useConversationActs } from './conversation-acts';
import { leaveItems, menuItem, ownItems } from './own-items';

const AddMembers = lazy(() => import('./AddMembers').then((module) => ({ default: module.AddMembers })));
const GroupSettings = lazy(() => import('./GroupSettings').then((module) => ({ default: module.GroupSettings })));
const RobotsDialog = lazy(() =>
  withTexts('robots', import('./RobotsDialog')).then((module) => ({ default: module.RobotsDialog })),
);
const InviteGuest = lazy(() =>
  withTexts('guests', import('./guests/InviteGuest')).then((module) => ({ default: module.InviteGuest })),
);
const RenameConversation = lazy(() =>
  import('./RenameConversation').then((module) => ({ default: module.RenameConversation })),
);

interface Props {
  one: Conversation;
  pane: boolean;
  togglePane: () => void;
  showPins: () => void;
  showFiles: () => void;
  showSight: () => void;
}

export function ConversationMenu({ one, pane, togglePane, showPins, showFiles, showSight }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const acts = useConversationActs(one);
  const [open, setOpen] = useState<'add' | 'rename' | 'settings' | 'robots' | 'guest' | null>(null);
  const can = new Set(one.can ?? []);
  const item = menuItem;
  const mine = [
    item('pins', t('talk:pins'), showPins),
    item('scheduled', t('later:scheduled'), () => go(paths.later(org, 'scheduled', one.id))),
    item('files', t('talk:files'), showFiles),
    item('sight', t('chat:sight'), showSight),
    ...ownItems(t, one, acts),
  ];
  const shared = [
    ...(can.has('add_members') ? [item('add', t('chat:add_members'), () => setOpen('add'))] : []),
    ...(can.has('add_members') && may('guest.invite')
      ? [item('guest', t('chat:invite_guest'), () => setOpen('guest'))]
      : []),
    ...(can.has('rename') ? [item('rename', t('talk:name_and_description'), () => setOpen('rename'))] : []),
    ...(can.has('set_rules') ? [item('settings', t('talk:group_settings'), () => setOpen('settings'))] : []),
    ...(can.has('set_rules') && may('hook.manage') ? [item('robots', t('talk:robots'), () => setOpen('robots'))] : []),
    ...(can.has('archive')
      ? [
          one.archived
            ? item('reopen', t('talk:reopen'), acts.reopen)
            : item('archive', t('talk:archive'), acts.askArchive),
        ]
      : []),
    ...leaveItems(t, one, acts),
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
      <Menu
        label={t('shell:more')}
        items={shared.length > 0 ? [...mine, { kind: 'divider', key: 'line' }, ...shared] : mine}
        trigger={(props) => (
          <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={t('shell:more')} {...props} />
        )}
      />
      <Suspense fallback={null}>
        {open === 'add' && <AddMembers one={one} onClose={() => setOpen(null)} />}
        {open === 'rename' && <RenameConversation one={one} onClose={() => setOpen(null)} />}
        {open === 'robots' && <RobotsDialog group={one.id} onClose={() => setOpen(null)} />}
        {open === 'guest' && <InviteGuest group={one.id} onClose={() => setOpen(null)} />}
        {open === 'settings' && <GroupSettings one={one} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
