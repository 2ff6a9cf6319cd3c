import { CheckOutlined, ClockCircleOutlined, MessageOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Ding } from '@/api/ding';
import { useOrg } from '@/api/org';
import css from './Answers.module.css';
import { useAnswer } from './useAnswer';

/** The buttons of a receiver: the answer that ends the chase first. */
export function Answers({ ding, replied }: { ding: Ding; replied?: () => void }) {
  const { t } = useTranslation();
  const { may } = useOrg();
  const answer = useAnswer(ding, replied);
  const busy = (one: string) => answer.isPending && answer.variables === one;
  const laters = ding.own?.laters_left ?? 0;
  return (
    <div className={css.answers}>
      <Button
        type="primary"
        icon={<CheckOutlined aria-hidden />}
        loading={busy('confirm') || busy('seen')}
        onClick={() => answer.mutate(ding.confirm ? 'confirm' : 'seen')}
      >
        {ding.confirm ? t('ring:confirm') : t('ring:got_it')}
      </Button>
      {may('chat.conversation.create') && (
        <Button icon={<MessageOutlined aria-hidden />} loading={busy('reply')} onClick={() => answer.mutate('reply')}>
          {t('ring:reply')}
        </Button>
      )}
      {laters > 0 && ding.state === 'chasing' && (
        <Button
          icon={<ClockCircleOutlined aria-hidden />}
          loading={busy('later')}
          title={t('ring:later_help', { count: laters })}
          onClick={() => answer.mutate('later')}
        >
          {t('ring:later')}
        </Button>
      )}
    </div>
  );
}
