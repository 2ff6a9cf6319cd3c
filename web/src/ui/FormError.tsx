import { ExclamationCircleOutlined } from '@ant-design/icons';
import css from './FormError.module.css';
import { useProblemText } from './useProblem';

/** What the server refused, above the button that asked. */
export function FormError({ error }: { error: unknown }) {
  const text = useProblemText();
  if (!error) return null;
  return (
    <p className={css.error} role="alert">
      <ExclamationCircleOutlined aria-hidden />
      <span>{text(error)}</span>
    </p>
  );
}
