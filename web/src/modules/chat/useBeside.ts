import { useAddressValues } from '@/ui/navigation';

interface Next {
  pane?: string;
  reads?: string;
  thread?: string;
}

/** What stands beside a conversation, one thing at a time, as the address says. */
export function useBeside() {
  const [values, setValues] = useAddressValues();
  return {
    pane: values.get('pane') ?? '',
    /** The message whose readers are shown; 0: none. */
    reads: Number(values.get('reads') ?? 0),
    /** The message whose thread is shown; 0: none. */
    thread: Number(values.get('thread') ?? 0),
    show: (next: Next) => setValues({ pane: '', reads: '', thread: '', ...next }, true),
  };
}
