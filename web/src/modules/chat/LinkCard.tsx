import { CloseOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { previewPicture, previewsQuery, removePreview } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { useProblemToast } from '@/ui/useProblem';
import { pathHere } from '@/ui/WrittenLink';
import css from './LinkCard.module.css';

/** What the first link of a message leads to, where the organisation lets pages be looked up. */
export function LinkCard({ message, own }: { message: Message; own: boolean }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const client = useQueryClient();
  const query = previewsQuery(org, message.conversation_id);
  const { data } = useQuery({ ...query, enabled: may('links.use') });
  const remove = useMutation({
    mutationFn: () => removePreview(org, message),
    onSuccess: () => client.invalidateQueries({ queryKey: query.queryKey }),
    onError: useProblemToast(),
  });
  const one = data?.items.find((preview) => preview.seq === message.seq);
  if (!one || !/^https?:/.test(one.address) || pathHere(one.address)) return null;
  const picture = previewPicture(org, message, one);
  return (
    <span className={css.card}>
      {picture && <img src={picture} alt="" loading="lazy" />}
      <a href={one.address} target="_blank" rel="noopener noreferrer nofollow">
        <span className={css.site}>{one.site}</span>
        <span className={css.title} dir="auto">
          {one.title}
        </span>
        {one.about && (
          <span className={css.about} dir="auto">
            {one.about}
          </span>
        )}
      </a>
      {own && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('later:remove_preview')}
          title={t('later:remove_preview')}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        />
      )}
    </span>
  );
}
