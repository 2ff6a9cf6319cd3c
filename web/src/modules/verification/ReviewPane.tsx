import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Review, reviewQuery } from '@/api/verification';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { OrgMark } from '@/ui/OrgMark';
import { useFormat } from '@/ui/useFormat';
import { CaseFacts } from './CaseFacts';
import { DecisionForm } from './DecisionForm';
import css from './OperatorPage.module.css';
import { PaperView } from './PaperView';
import { reviewWords, ruleWord, typeWords } from './words';

/** One review with what was handed in and what the operator says to it. */
export function ReviewPane({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(reviewQuery(id));
  const data = query.data;
  return (
    <section className={css.pane} aria-label={t('verification:review')}>
      <div className={css.head}>
        <h2>{data ? format.person(data.review) : t('verification:review')}</h2>
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('shell:close')} onClick={onClose} />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {data && <About review={data.review} type={data.case?.type} nature={data.case?.nature} />}
      {data?.case && <p className={css.recorded}>{t('verification:recorded')}</p>}
      {data?.case && <CaseFacts data={data.case} />}
      {(data?.case?.papers ?? []).map((one) => (
        <PaperView key={one.kind} review={id} paper={one} />
      ))}
      {data && <DecisionForm review={data.review} papers={Boolean(data.case)} onDone={onClose} />}
    </section>
  );
}

function About({ review, type, nature }: { review: Review; type?: string; nature?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rule = ruleWord(review.rule);
  return (
    <>
      <p className={css.sub}>
        {[format.second(review), type && t(typeWords[type] ?? 'setup:type_else'), nature].filter(Boolean).join(' · ')}
      </p>
      <p>
        <strong>{t(reviewWords[review.kind].kind)}.</strong> {t(reviewWords[review.kind].ask)}
      </p>
      <p className={css.due} data-overdue={review.overdue}>
        {t('verification:came', { time: format.dateTime(review.came_at) })}{' '}
        {t(review.overdue ? 'verification:overdue' : 'verification:due_at', {
          time: format.dateTime(review.due_at),
          left: format.left(review.due_at),
        })}
      </p>
      {review.other_name && <p>{t('verification:like', { name: review.other_name })}</p>}
      {(review.picture || review.other_picture) && <Pictures review={review} name={format.person(review)} />}
      {review.rule && <blockquote className={css.quote}>{rule ? t(rule) : review.rule}</blockquote>}
    </>
  );
}

/** How the two show themselves, side by side. */
function Pictures({ review, name }: { review: Review; name: string }) {
  const pictures = [{ name, picture: review.picture }];
  if (review.other_name) pictures.push({ name: review.other_name, picture: review.other_picture });
  return (
    <ul className={css.pictures}>
      {pictures.map((one) => (
        <li key={one.name}>
          <OrgMark {...one} size="large" />
          <span translate="no">{one.name}</span>
        </li>
      ))}
    </ul>
  );
}
