import { FileTextOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lookAtPaper, type Paper } from '@/api/verification';
import { FormError } from '@/ui/FormError';
import css from './OperatorPage.module.css';
import { paperWord } from './words';

/**
 * A paper that a stranger made. A picture is only decoded, never a page of its own, so nothing in it can run; a PDF is
 * kept by the operator. Nothing is fetched before it is asked for: each look is recorded.
 */
export function PaperView({ review, paper }: { review: string; paper: Paper }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState('');
  useEffect(() => () => URL.revokeObjectURL(shown), [shown]);
  const look = useMutation({
    mutationFn: () => lookAtPaper(review, paper.kind),
    onSuccess: (file) => {
      const address = URL.createObjectURL(file);
      if (file.type.startsWith('image/')) return setShown(address);
      const link = document.createElement('a');
      link.href = address;
      link.download = `${paper.kind}.pdf`;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  });
  const name = t(paperWord(paper.kind));
  return (
    <figure className={css.paper}>
      <figcaption>
        <FileTextOutlined aria-hidden />
        <span>
          <strong>{name}</strong> <span translate="no">{paper.name}</span>
        </span>
        {shown ? (
          <Button aria-label={t('verification:hide_of', { name })} onClick={() => setShown('')}>
            {t('verification:hide')}
          </Button>
        ) : (
          <Button
            loading={look.isPending}
            aria-label={t('verification:look_of', { name })}
            onClick={() => look.mutate()}
          >
            {t('verification:look')}
          </Button>
        )}
      </figcaption>
      <FormError error={look.error} />
      {shown && <img src={shown} alt={name} />}
    </figure>
  );
}
