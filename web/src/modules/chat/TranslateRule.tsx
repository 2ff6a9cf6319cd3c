import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { translatingQuery } from '@/api/translation';
import { SwitchLine } from '@/ui/SwitchLine';

interface Props {
  /** The server that was agreed to; empty: none. */
  at: string;
  set: (server: string) => void;
  disabled: boolean;
}

/** Whether messages may go to the operator's translation server; nothing where there is none. */
export function TranslateRule({ at, set, disabled }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const server = useQuery(translatingQuery(org)).data?.server;
  if (!server) return null;
  return (
    <SwitchLine
      label={t('talk:translate_at', { server })}
      on={at === server}
      disabled={disabled}
      set={(on) => set(on ? server : '')}
    />
  );
}
