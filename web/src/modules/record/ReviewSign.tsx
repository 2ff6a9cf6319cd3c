import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Review, remarkReview, signReview } from '@/api/reviews';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import css from './ReviewsPage.module.css';
import { reviewState } from './review-words';

/** Remarks of who reviews, and the word of who signs. */
export function ReviewSign({ one }: { one: Review }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const fresh = useFreshAct(t('review:fresh_text'));
  const [remarks, setRemarks] = useState(one.remarks);
  const load = () => {
    void client.invalidateQueries({ queryKey: ['o', org, 'record'] });
    void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
  };
  const remark = useMutation({
    mutationFn: () => remarkReview(org, one.month, one.version, remarks),
    onSuccess: load,
    onError: load,
  });
  const sign = useMutation({ mutationFn: () => signReview(org, one.month, one.version), onSuccess: load });
  const can = one.can ?? [];
  return (
    <section className={css.card} aria-labelledby="review-state">
      <h2 id="review-state">
        <span className={css.tag} data-state={one.overdue ? 'overdue' : one.state}>
          {t(one.overdue ? 'review:overdue' : reviewState[one.state])}
        </span>
      </h2>
      {!one.signed_at && <p>{t('review:due', { time: format.date(one.due_at) })}</p>}
      {one.reviewed_at && (
        <p>{t('review:reviewed_by', { name: one.reviewed_by, time: format.dateTime(one.reviewed_at) })}</p>
      )}
      {one.signed_at && <p>{t('review:signed_by', { name: one.signed_by, time: format.dateTime(one.signed_at) })}</p>}
      <FormError error={remark.error ?? sign.error} />
      {can.includes('review') ? (
        <Field label={t('review:remarks')} help={t('review:remarks_help')} optional>
          {(props) => (
            <Input.TextArea
              {...props}
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={4000}
              value={remarks}
              onChange={(event) => setRemarks(event.target.value)}
            />
          )}
        </Field>
      ) : (
        one.remarks && <p className={css.remarks}>{one.remarks}</p>
      )}
      <div className={css.tools}>
        {can.includes('review') && (
          <Button
            type={one.reviewed_at ? 'default' : 'primary'}
            loading={remark.isPending}
            onClick={() => remark.mutate()}
          >
            {t('review:review')}
          </Button>
        )}
        {can.includes('sign') && (
          <Button type="primary" loading={sign.isPending} onClick={() => fresh.run(() => sign.mutate())}>
            {t('review:sign')}
          </Button>
        )}
      </div>
      {one.state === 'reviewed' && !can.includes('sign') && <p className={css.note}>{t('review:another_signs')}</p>}
      {fresh.dialog}
    </section>
  );
}
