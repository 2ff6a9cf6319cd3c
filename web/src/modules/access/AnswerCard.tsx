import { CheckCircleFilled, CloseCircleFilled, MinusCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ExplainAnswer } from '@/api/types';
import { Reasons } from '@/ui/Reasons';
import { useFormat } from '@/ui/useFormat';
import css from './ExplainView.module.css';

const icons = {
  yes: <CheckCircleFilled aria-hidden />,
  partly: <MinusCircleFilled aria-hidden />,
  no: <CloseCircleFilled aria-hidden />,
};

/** The answer, what it is about, and every rule that led to it. */
export function AnswerCard({ answer }: { answer: ExplainAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { name: format.person(answer.person) };
  const titles = {
    yes: t('access:answer_yes', words),
    partly: t('access:answer_partly', words),
    no: t('access:answer_no', words),
  };
  return (
    <section className={css.answer} data-answer={answer.answer} role="status">
      <h2>
        {icons[answer.answer]}
        {titles[answer.answer]}
      </h2>
      <p className={css.asked}>
        {answer.object_title
          ? t('access:asked_about', { action: answer.action_title, object: answer.object_title })
          : answer.action_title}
      </p>
      {answer.person.left && <p className={css.left}>{t('access:left_text')}</p>}
      <Reasons items={answer.reasons ?? []} />
    </section>
  );
}
