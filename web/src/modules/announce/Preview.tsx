import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, publishDraft, reachQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { AnnouncementText } from './AnnouncementText';
import { errorsByPlace, momentOf } from './draft';
import { WallPicker } from './WallPicker';

interface Props {
  it: Announcement;
  /** To the form again, with what was refused if anything was. */
  back: (error: unknown) => void;
  done: () => void;
}

/** What the receivers will see and how many they are; from here it goes out. */
export function Preview({ it, back, done }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const [at, setAt] = useState('');
  const reach = useQuery(reachQuery(org, it.id, it.revision));
  const publish = useMutation({
    mutationFn: () => publishDraft(org, it.id, it.revision, momentOf(at, format.moment)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
      void message.success(at ? t('announce:will_publish') : t('announce:published'));
      done();
    },
    onError: (error) => {
      if (!errorsByPlace(error).at) back(error);
    },
  });
  return (
    <div className={css.form}>
      <h2 className={css.said}>{t('announce:preview')}</h2>
      <article className={css.paper} aria-label={t('announce:text')}>
        <AnnouncementText content={it.content} />
      </article>
      {reach.isError && <ErrorState error={reach.error} retry={() => void reach.refetch()} />}
      {reach.data && (
        <p className={css.banner}>
          {t('announce:reach', { count: reach.data.receivers })}
          {reach.data.guests_left_out > 0 && ` ${t('announce:reach_guests', { count: reach.data.guests_left_out })}`}
        </p>
      )}
      <Field
        label={t('announce:publish_at')}
        optional
        help={t('announce:publish_help')}
        error={errorsByPlace(publish.error).at}
      >
        {(props) => <WallPicker field={props} time value={at} onChange={setAt} />}
      </Field>
      <div className={css.bar} data-open="true">
        <Button onClick={() => back(null)}>{t('announce:back_to_draft')}</Button>
        <Button
          type="primary"
          disabled={!reach.data?.receivers}
          loading={publish.isPending}
          onClick={() => publish.mutate()}
        >
          {at ? t('announce:publish_later') : t('announce:publish_now')}
        </Button>
      </div>
    </div>
  );
}
