import {
  AudioOutlined,
  EllipsisOutlined,
  EnvironmentOutlined,
  IdcardOutlined,
  PaperClipOutlined,
  PictureOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Tool, useTool } from '@/ui/composer-tools';
import { Menu } from '@/ui/Menu';
import css from './AttachBar.module.css';
import { Chips } from './Chips';
import { ContactDialog } from './ContactDialog';
import { PlaceDialog } from './PlaceDialog';
import type { Laid, Tray } from './tray';
import { VoiceRecorder } from './VoiceRecorder';

interface Props {
  tray: Tray;
  items: Laid[];
  /** Whether this member may send files here; a place and a colleague's card need no right. */
  files: boolean;
  /** What stands before these tools in their row. */
  before?: ReactNode;
}

/** Below the composer: what can be added to a message, and what has been. */
export function AttachBar({ tray, items, files, before }: Props) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'voice' | 'place' | 'contact' | null>(null);
  const done = () => setDoing(null);
  const any = useRef<HTMLInputElement>(null);
  const image = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    tray.add(event.target.files ?? []);
    event.target.value = ''; // the same file may be chosen again
  };
  const tool = (label: string, icon: ReactNode, run: () => void): Tool => ({ label, icon, run });
  const addFile = tool(t('files:add_file'), <PaperClipOutlined aria-hidden />, () => any.current?.click());
  const addImage = tool(t('files:add_image'), <PictureOutlined aria-hidden />, () => image.current?.click());
  const addVoice = tool(t('files:add_voice'), <AudioOutlined aria-hidden />, () => setDoing('voice'));
  useTool('file', files ? addFile : null);
  useTool('image', files ? addImage : null);
  useTool('voice', files ? addVoice : null);
  useTool(
    'place',
    tool(t('files:add_location'), <EnvironmentOutlined aria-hidden />, () => setDoing('place')),
  );
  useTool(
    'contact',
    tool(t('files:add_contact'), <IdcardOutlined aria-hidden />, () => setDoing('contact')),
  );
  const button = (label: string, icon: ReactNode, onClick: () => void) => (
    <Button
      key={label}
      type="text"
      size="small"
      className={css.tool}
      icon={icon}
      aria-label={label}
      title={label}
      onClick={onClick}
    />
  );
  return (
    <>
      <Chips tray={tray} items={items} />
      {doing === 'voice' && <VoiceRecorder tray={tray} done={done} />}
      <div className={css.tools}>
        {before}
        <input ref={any} type="file" multiple hidden data-attach="file" onChange={take} />
        <input ref={image} type="file" multiple hidden data-attach="image" accept="image/*" onChange={take} />
        {files && [addFile, addImage, addVoice].map((one) => button(one.label, one.icon, one.run))}
        <Menu
          label={t('files:add_more')}
          items={[
            { kind: 'action', key: 'place', label: t('files:add_location'), onClick: () => setDoing('place') },
            { kind: 'action', key: 'contact', label: t('files:add_contact'), onClick: () => setDoing('contact') },
          ]}
          trigger={(props) => (
            <Button
              type="text"
              size="small"
              className={css.tool}
              icon={<EllipsisOutlined aria-hidden />}
              aria-label={t('files:add_more')}
              {...props}
            />
          )}
        />
      </div>
      {doing === 'place' && <PlaceDialog tray={tray} done={done} />}
      {doing === 'contact' && <ContactDialog tray={tray} done={done} />}
    </>
  );
}
