import { AudioOutlined, EllipsisOutlined, PaperClipOutlined, PictureOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
}

/** Below the composer: what can be added to a message, and what has been. */
export function AttachBar({ tray, items, files }: Props) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'voice' | 'place' | 'contact' | null>(null);
  const done = () => setDoing(null);
  const any = useRef<HTMLInputElement>(null);
  const image = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    tray.add(event.target.files ?? []);
    event.target.value = ''; // the same file may be chosen again
  };
  const button = (label: string, icon: React.ReactNode, onClick: () => void) => (
    <Button
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
        <input ref={any} type="file" multiple hidden data-attach="file" onChange={take} />
        <input ref={image} type="file" multiple hidden data-attach="image" accept="image/*" onChange={take} />
        {files && button(t('files:add_file'), <PaperClipOutlined aria-hidden />, () => any.current?.click())}
        {files && button(t('files:add_image'), <PictureOutlined aria-hidden />, () => image.current?.click())}
        {files && button(t('files:add_voice'), <AudioOutlined aria-hidden />, () => setDoing('voice'))}
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
