import { useAddressValues, useGo } from '@/ui/navigation';
import { useOnePane } from '@/ui/useMedia';
import { useShortcut } from '@/ui/useShortcut';

const panes = ['pane', 'reads', 'thread'];
const shut = Object.fromEntries(panes.map((one) => [one, '']));

/** The row of a conversation in the list, which may carry a filter in its address. */
const rowOf = (address: string) =>
  [...document.querySelectorAll<HTMLAnchorElement>('nav a[aria-current="page"]')].find(
    (one) => one.pathname === address,
  );

/** Escape closes what stands beside a conversation, and then goes to its row in the list. */
export function useLeave(address: string) {
  const [values, setValues] = useAddressValues();
  const go = useGo();
  const alone = useOnePane();
  useShortcut('leave', () => {
    // What is open above the page has Escape first.
    if (document.querySelector(':popover-open')) return;
    if (panes.some((one) => values.has(one))) setValues(shut, true);
    else if (alone) go(address.slice(0, address.lastIndexOf('/')));
    else rowOf(address)?.focus();
  });
}
