import { useTranslation } from 'react-i18next';
import css from './MeSections.module.css';

const steps = ['ring:push_home_share', 'ring:push_home_add', 'ring:push_home_open'];

/** How a page comes to the home screen of an iPhone or iPad: only there it may notify (Safari 16.4). */
export function HomeScreenGuide() {
  const { t } = useTranslation();
  return (
    <ol className={css.guide}>
      {steps.map((step) => (
        <li key={step}>{t(step)}</li>
      ))}
    </ol>
  );
}
