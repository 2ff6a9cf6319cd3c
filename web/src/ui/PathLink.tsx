import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useGo } from './navigation';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string };

/** A link inside the page: a plain click moves without a reload, all other clicks are the browser's. */
export function PathLink({ to, onClick, ...rest }: Props) {
  const go = useGo();
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || rest.target) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={click} {...rest} />;
}
