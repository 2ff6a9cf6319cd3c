import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Announcement,
  announceKey,
  announcementQuery,
  type Beginning,
  discardDraft,
  saveDraft,
} from '@/api/announce';
import { useOrg } from '@/api/org';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Announce.module.css';
import { AudienceFields } from './AudienceFields';
import { ContentFields } from './ContentFields';
import { begun, type DraftState, draftInput, draftOf, emptyDraft, errorsByPlace } from './draft';
import { Preview } from './Preview';
import { TermsFields } from './TermsFields';
import { dropUnsaved, keepUnsaved, readUnsaved } from './unsaved';

/** Writing and looking at it before it goes out. What is written is kept at each look. */
export function DraftForm({ it, from }: { it?: Announcement; from?: Beginning }) {
  const { t } = useTranslation();
  const { id: org, drawer } = useOrg();
  const { message } = App.useApp();
  const format = useFormat();
  const go = useGo();
  const client = useQueryClient();
  const [state, setState] = useState<DraftState>(
    () =>
      readUnsaved(drawer, it?.id ?? '', it?.revision ?? 0) ??
      (it ? draftOf(it, format.zone) : from ? begun(from.draft) : emptyDraft),
  );
  const [kept, setKept] = useState(it);
  const [looking, look] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const change = (part: Partial<DraftState>) => {
    const next = { ...state, ...part };
    keepUnsaved(drawer, kept?.id ?? '', kept?.revision ?? 0, next);
    setState(next);
  };
  const save = useMutation({
    mutationFn: () => saveDraft(org, kept?.id ?? '', draftInput(state, kept?.revision ?? 0, format.moment)),
    onSuccess: (saved) => {
      dropUnsaved(drawer, kept?.id ?? '');
      setKept(saved);
      setRefused(null);
      client.setQueryData(announcementQuery(org, saved.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: [...announceKey(org), 'list'] });
    },
    onError: setRefused,
  });
  const keep = () =>
    save.mutate(undefined, {
      onSuccess: (saved) => {
        void message.success(t('announce:draft_kept'));
        if (!it) go(paths.writeAnnouncement(org, saved.id), { replace: true });
      },
    });
  const preview = () => save.mutate(undefined, { onSuccess: () => look(true) });
  if (looking && kept) {
    return (
      <Preview
        it={kept}
        back={(error) => {
          setRefused(error);
          look(false);
        }}
        done={() => go(paths.announcement(org, kept.id))}
      />
    );
  }
  const errors = errorsByPlace(refused);
  const four = state.template === 'four';
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        preview();
      }}
    >
      <FormError error={refused} />
      <Segmented<DraftState['template']>
        className={css.views}
        aria-label={t('announce:template')}
        value={state.template}
        options={[
          { value: 'free', label: t('announce:template_free') },
          { value: 'four', label: t('announce:template_four') },
        ]}
        onChange={(template) => change({ template })}
      />
      <ContentFields
        content={state.content}
        four={four}
        policy={state.policy}
        change={(content) => change({ content })}
        errors={errors}
      />
      <AudienceFields state={state} change={change} errors={errors} />
      <fieldset className={css.choices}>
        <legend>{t('announce:what_is_asked')}</legend>
        <Checkbox
          checked={state.mustConfirm || state.policy}
          disabled={state.policy}
          onChange={(event) => change({ mustConfirm: event.target.checked })}
        >
          {t('announce:must_confirm')}
        </Checkbox>
        <Checkbox checked={state.policy} onChange={(event) => change({ policy: event.target.checked })}>
          {t('announce:is_policy')}
        </Checkbox>
        <TermsFields
          terms={state.terms}
          change={(terms) => change({ terms })}
          confirms={state.mustConfirm || state.policy}
          errors={errors}
        />
      </fieldset>
      <div className={css.bar} data-open="true">
        {kept && <Discard id={kept.id} />}
        <Button onClick={keep} loading={save.isPending}>
          {t('announce:keep_draft')}
        </Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('announce:preview')}
        </Button>
      </div>
    </form>
  );
}

function Discard({ id }: { id: string }) {
  const { t } = useTranslation();
  const { id: org, drawer } = useOrg();
  const { modal } = App.useApp();
  const go = useGo();
  const client = useQueryClient();
  const toast = useProblemToast();
  const drop = useMutation({
    mutationFn: () => discardDraft(org, id),
    onSuccess: () => {
      dropUnsaved(drawer, id);
      void client.invalidateQueries({ queryKey: [...announceKey(org), 'list'] });
      go(`${paths.announcements(org)}?view=written`);
    },
    onError: toast,
  });
  const sure = () =>
    modal.confirm({
      title: t('announce:discard_title'),
      content: t('announce:discard_text'),
      okText: t('announce:discard'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => drop.mutateAsync().catch(() => {}),
    });
  return (
    <Button danger onClick={sure}>
      {t('announce:discard')}
    </Button>
  );
}
