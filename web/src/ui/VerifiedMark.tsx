import { useTranslation } from 'react-i18next';

/**
 * The badge of an organisation whose papers somebody has looked at: a shield with the tram's front, drawn here. It is
 * never text, so no character in a name can stand for it.
 */
export function VerifiedMark({ size = 16 }: { size?: number }) {
  const { t } = useTranslation();
  const label = t('shell:verified');
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role="img"
      aria-label={label}
      data-verified
      style={{ flex: 'none', verticalAlign: '-0.2em', marginInlineStart: 6 }}
    >
      <title>{label}</title>
      <path
        fill="var(--c-verified, var(--c-accent))"
        d="M12 1 21 4.2v7.3c0 5.4-3.7 9.6-9 11.5-5.3-1.9-9-6.1-9-11.5V4.2z"
      />
      <path
        fill="none"
        stroke="var(--c-on-verified, var(--c-on-accent))"
        strokeWidth="1.7"
        strokeLinejoin="round"
        strokeLinecap="round"
        d="M8.2 8.6a2.4 2.4 0 0 1 2.4-2.4h2.8a2.4 2.4 0 0 1 2.4 2.4v7H8.2zM8.2 11.4h7.6M10 18.2h4"
      />
    </svg>
  );
}
