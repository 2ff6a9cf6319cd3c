import { useTranslation } from 'react-i18next';
import type { ReachMatrix } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { roles, whomOf } from './cells';

/** How classes are called. */
export function useClassName(matrix: ReachMatrix) {
  const { t } = useTranslation();
  const format = useFormat();
  const called = {
    administrator: t('reach:role_administrator'),
    manager: t('reach:role_manager'),
    member: t('reach:role_member'),
    guest: t('reach:role_guest'),
  };
  return (name: string) => {
    const whom = whomOf(name);
    if (whom.kind === 'everybody') return t('reach:everybody');
    if (whom.kind === 'role') return called[roles.find((one) => one === whom.id) ?? 'member'];
    const one = matrix.classes.find((known) => known.class === name);
    return (one && format.person(one)) || t('reach:gone');
  };
}
