import { ExclamationCircleOutlined } from '@ant-design/icons';
import css from './FormError.module.css';
import { isAskedToProve } from './proved';
import { useProblemText } from './useProblem';

/** What the server refused, above the button that asked. */
export function FormError({ error }: { error: unknown }) {
  const text = useProblemText();
  if (!error || isAskedToProve(error)) return null;
  return (
    <p className={css.error} role="alert">
      <ExclamationCircleOutlined aria-hidden />
      <span>{text(error)}</span>
    </p>
  );
}
