import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationQuery, setMine } from '@/api/chat';
import { useOrg } from '@/api/org';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { forGood } from './conversation-acts';
import { conversationTitle } from './conversations';
import css from './HearDialog.module.css';
import { type Hearing, hearingOf } from './hearing';

/** What one hears of a conversation, where it is not as everywhere. */
export function HearDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const { data: one, error } = useQuery({ ...conversationQuery(org, id), staleTime: 0 });
  const [changed, setChanged] = useState<Hearing>();
  const chosen = changed ?? (one && hearingOf(one));
  const save = useMutation({
    mutationFn: async () => {
      if (!one || !changed) return;
      const hears = changed === 'all' || changed === 'nothing' ? { hears: changed } : {};
      await setMine(org, id, {
        pinned: one.pinned,
        ...hears,
        ...(changed === 'mentions' ? { muted_until: forGood } : {}),
      });
    },
    onSuccess: () => {
      for (const name of ['conversations', 'conversation', 'unread'])
        void client.invalidateQueries({ queryKey: ['o', org, name] });
      onClose();
    },
  });
  const all: Hearing[] = one?.kind === 'direct' ? ['settings', 'nothing'] : ['settings', 'all', 'mentions', 'nothing'];
  const words: Record<Hearing, [string, string]> = {
    settings: [t('hearing:settings'), t('hearing:settings_text')],
    all: [t('hearing:all'), t('hearing:all_text')],
    mentions: [t('hearing:mentions'), t('hearing:mentions_text')],
    nothing: [t('hearing:nothing'), t('hearing:nothing_text')],
  };
  return (
    <FormDialog
      title={one ? t('hearing:title', { title: conversationTitle(one, i18n.language) }) : t('hearing:short')}
      okText={t('shell:save')}
      ready={one !== undefined}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <FormError error={save.error ?? error} />
      {!one && !error && <Loading rows={4} />}
      {one && (
        <Radio.Group
          className={css.choices}
          aria-label={t('hearing:short')}
          value={chosen}
          onChange={(event) => setChanged(event.target.value)}
        >
          {all.map((name) => (
            <Radio key={name} value={name} className={css.choice}>
              {words[name][0]}
              <span>{words[name][1]}</span>
            </Radio>
          ))}
        </Radio.Group>
      )}
    </FormDialog>
  );
}
