import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/Card';
import { SwitchLine } from '@/ui/SwitchLine';
import { useSwitch } from '@/ui/usePreference';

/** How one writes on this device. */
export function WritingSection() {
  const { t } = useTranslation();
  const [enter, setEnter] = useSwitch('enterSends');
  return (
    <Card title={t('writing:title')} text={t('writing:enter_text')}>
      <SwitchLine label={t('writing:enter')} on={enter} set={setEnter} />
    </Card>
  );
}
