import { useTranslation } from 'react-i18next';

/** How the classes of conversation are called. */
export function useClasses() {
  const { t } = useTranslation();
  return {
    direct: t('gates:class_direct'),
    group: t('gates:class_group'),
    channel: t('gates:class_channel'),
    staff: t('gates:class_staff'),
  };
}
