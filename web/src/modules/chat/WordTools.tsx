import { BellOutlined, SmileOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { type Tool, useTool } from '@/ui/composer-tools';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import css from './files/AttachBar.module.css';

const EmojiPicker = lazy(() => import('./emoji/EmojiPicker').then((module) => ({ default: module.EmojiPicker })));

interface Props {
  conversation: Conversation;
  /** Writes at the caret of the composer. */
  write: (piece: string) => void;
}

/** What is written with a press, and the notice that chases its receivers. */
export function WordTools({ conversation, write }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const [picking, setPicking] = useState(false);
  const emoji: Tool = { label: t('talk:emoji'), icon: <SmileOutlined aria-hidden />, run: () => setPicking(true) };
  const mention: Tool | null =
    conversation.kind === 'direct'
      ? null
      : { label: t('talk:tool_mention'), icon: <span aria-hidden="true">@</span>, run: () => write('@') };
  const to = conversation.other?.id;
  const dings = may('ding.send') && (conversation.can ?? []).includes('ding');
  const ding: Tool | null = dings
    ? {
        label: t('talk:tool_ding'),
        icon: <BellOutlined aria-hidden />,
        run: () => go(paths.newDing(org, to ? { to } : { group: conversation.id })),
      }
    : null;
  useTool('emoji', emoji);
  useTool('mention', mention);
  useTool('ding', ding);
  const button = (tool: Tool | null, open?: boolean) =>
    tool && (
      <Button
        type="text"
        size="small"
        className={css.tool}
        icon={tool.icon}
        aria-label={tool.label}
        title={tool.label}
        aria-expanded={open}
        onClick={tool.run}
      />
    );
  return (
    <>
      {button(emoji, picking)}
      {button(mention)}
      {button(ding)}
      <Suspense fallback={null}>
        {picking && (
          <EmojiPicker
            pick={(one) => {
              setPicking(false);
              write(one);
            }}
            close={(back) => {
              setPicking(false);
              if (back) write('');
            }}
          />
        )}
      </Suspense>
    </>
  );
}
