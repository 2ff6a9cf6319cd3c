import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bookmark, keptQuery, laterKey, unbookmark } from '@/api/later';
import { useOrg } from '@/api/org';
import type { KeptMessage } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useProblemToast } from '@/ui/useProblem';
import { KeptItem } from './KeptItem';
import { LaterList } from './LaterList';

/** Messages that I saved, the newest first. */
export function BookmarkList() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(keptQuery(org, 'bookmarks'));
  return (
    <LaterList
      query={query}
      label={t('later:saved')}
      empty={{ title: t('later:saved_none'), text: t('later:saved_none_text') }}
      row={(one) => <Saved key={`${one.conversation_id}/${one.seq}`} one={one} />}
    />
  );
}

function Saved({ one }: { one: KeptMessage }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [noting, setNoting] = useState(false);
  const [note, setNote] = useState(one.note);
  const refresh = () => client.invalidateQueries({ queryKey: laterKey(org) });
  const drop = useMutation({ mutationFn: () => unbookmark(org, one), onSuccess: refresh, onError: useProblemToast() });
  const keep = useMutation({
    mutationFn: () => bookmark(org, one, note),
    onSuccess: () => {
      setNoting(false);
      void refresh();
    },
  });
  return (
    <KeptItem one={one} time={null}>
      <Button size="small" onClick={() => setNoting(true)}>
        {t('later:note')}
      </Button>
      <Button size="small" loading={drop.isPending} onClick={() => drop.mutate()}>
        {t('later:unsave')}
      </Button>
      {noting && (
        <FormDialog
          title={t('later:note')}
          okText={t('shell:save')}
          ready
          busy={keep.isPending}
          onOk={() => keep.mutate()}
          onClose={() => setNoting(false)}
        >
          <FormError error={keep.error} />
          <Field label={t('later:note')} optional>
            {(props) => (
              <Input {...props} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
        </FormDialog>
      )}
    </KeptItem>
  );
}
