interface Props {
  size?: number;
  className?: string;
}

/** A double-decker tram from the front, drawn in one weight. Decorative: the name stands beside it. */
export function Mark({ size = 28, className }: Props) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M12.5 1.75h7M16 1.75v2.5" />
      <path d="M7 10.25a6 6 0 0 1 6-6h6a6 6 0 0 1 6 6V25a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2z" />
      <path d="M7 15.5h18" />
      <path d="M10.5 12.25V10a2.5 2.5 0 0 1 2.5-2.5h6a2.5 2.5 0 0 1 2.5 2.5v2.25z" />
      <path d="M10.5 18.75h11v4.25h-11z" />
      <path d="M5 30.25h22M10.5 27v3.25M21.5 27v3.25" />
    </svg>
  );
}
