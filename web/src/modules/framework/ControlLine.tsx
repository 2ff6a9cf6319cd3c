import { CheckCircleOutlined, ExclamationCircleOutlined, FileTextOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Control } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';

const icons = {
  met: <CheckCircleOutlined aria-hidden />,
  open: <ExclamationCircleOutlined aria-hidden />,
  yours: <FileTextOutlined aria-hidden />,
};

/** One duty, whether it is shown, and what shows it. */
export function ControlLine({ control }: { control: Control }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const words = { met: t('frameworks:met'), open: t('frameworks:open'), yours: t('frameworks:yours') };
  return (
    <li data-state={control.state}>
      <header>
        <h2>{control.title}</h2>
        <small translate="no">{control.section}</small>
        <strong>
          {icons[control.state]} {words[control.state]}
        </strong>
      </header>
      {control.state === 'yours' && <p>{t('frameworks:yours_text')}</p>}
      {(control.evidence ?? []).length > 0 && (
        <dl>
          {(control.evidence ?? []).map((one) => (
            <div key={one.name} data-met={one.met}>
              <dt>{one.link ? <PathLink to={paths.within(org, one.link)}>{one.title}</PathLink> : one.title}</dt>
              <dd>{one.text}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
