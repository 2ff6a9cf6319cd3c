import { useTranslation } from 'react-i18next';
import { Avatar } from '@/ui/Avatar';
import type { Named } from '@/ui/composer-tools';
import { OutsideTag } from '@/ui/OutsideTag';
import { ChoiceList } from './ChoiceList';
import type { Choice } from './mention-choices';
import { isCircle } from './mentions';
import type { Choosing } from './useChoosing';

interface Props {
  id: string;
  mentions: Choosing<Choice>;
  slash: Choosing<Named>;
}

/** What an @ or a slash offers, whichever is being typed. */
export function Choices({ id, mentions, slash }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceList id={id} label={t('chat:mention')} choosing={mentions} keyOf={(one) => one.person_id}>
        {(one) => (
          <>
            <Avatar id={one.person_id} name={one.name} group={isCircle(one.person_id)} size="small" />
            <span>{one.name}</span>
            <OutsideTag company={one.outside} />
          </>
        )}
      </ChoiceList>
      <ChoiceList id={id} label={t('talk:tools_list')} choosing={slash} keyOf={(one) => one.name}>
        {(one) => (
          <>
            {one.icon}
            <span>{one.label}</span>
          </>
        )}
      </ChoiceList>
    </>
  );
}
