import { useEffect } from 'react';
import { useOrg } from '@/api/org';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { readPreference } from '@/ui/preferences';
import { isTyping, pressShortcut, ShortcutReader } from '@/ui/shortcuts';
import { useShortcut } from '@/ui/useShortcut';

export function useShellKeys(openPalette: () => void, openSheet: () => void) {
  const { id, may } = useOrg();
  const go = useGo();
  useEffect(() => {
    const reader = new ShortcutReader();
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      // A dialog owns the keys while it is open.
      if (document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"])')) return;
      const single = readPreference('singleKeys') !== 'off';
      const found = reader.read(event, isTyping(event.target), single, event.timeStamp);
      if (found && pressShortcut(found)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  useShortcut('palette', openPalette);
  useShortcut('sheet', openSheet);
  useShortcut('ding', () => may('ding.send') && go(paths.newDing(id)));
  useShortcut('go_messages', () => go(paths.chat(id)));
  useShortcut('go_work', () => go(paths.work(id)));
  useShortcut('go_people', () => go(paths.contacts(id)));
  useShortcut('go_apps', () => go(paths.apps(id)));
  useShortcut('go_mentions', () => go(`${paths.chat(id)}?filter=mentions`));
}
