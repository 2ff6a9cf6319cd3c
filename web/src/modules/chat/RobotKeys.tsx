import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MadeRobot } from '@/api/types';
import { copyText } from '@/ui/copy';
import css from './Robots.module.css';

/** The address as a program is told it, ready for a terminal. */
const plain = (robot: MadeRobot) =>
  `curl -H 'Content-Type: application/json' -d '{"text":"**Hello**"}' \\\n  '${robot.address}'`;

const signing = (robot: MadeRobot) => `BODY='{"text":"**Hello**"}'; AT=$(date +%s)
SIGNATURE=$(printf '%s\\n%s' "$AT" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
curl -H 'Content-Type: application/json' -d "$BODY" \\
  -H "X-Tramway-Timestamp: $AT" -H "X-Tramway-Signature: $SIGNATURE" \\
  '${robot.address}'`;

/** What a robot's program needs, shown this once. */
export function RobotKeys({ robot, done }: { robot: MadeRobot; done: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async (text: string) => {
    if (await copyText(text)) void message.success(t('robots:copied'));
    else void message.error(t('robots:copy_failed'));
  };
  const shown = (label: string, text: string) => (
    <div className={css.secret}>
      <strong>{label}</strong>
      <pre>{text}</pre>
      <Button size="small" aria-label={`${t('robots:copy')}: ${label}`} onClick={() => void copy(text)}>
        {t('robots:copy')}
      </Button>
    </div>
  );
  return (
    <div className={css.keys}>
      <p role="status">{t('robots:once')}</p>
      {shown(t('robots:address'), robot.address)}
      {robot.signed && shown(t('robots:secret'), robot.secret)}
      {shown(t('robots:example'), robot.signed ? signing(robot) : plain(robot))}
      <Button type="primary" onClick={done}>
        {t('robots:done')}
      </Button>
    </div>
  );
}
