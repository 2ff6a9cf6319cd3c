import { useQuery } from '@tanstack/react-query';
import { type ClipboardEvent, useCallback } from 'react';
import { copyTracesQuery } from '@/api/gates';
import { useOrg } from '@/api/org';
import { traceAt, weave } from './trace';

/** Lets what is copied from a conversation carry who copied it, where the organisation wants it. */
export function useTraced(traced: boolean) {
  const { id: org } = useOrg();
  const { data } = useQuery({ ...copyTracesQuery(org), enabled: traced });
  const woven = useCallback((text: string) => (traced ? weave(text, traceAt(data, Date.now())) : text), [traced, data]);
  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      const text = window.getSelection()?.toString() ?? '';
      if (!traced || !text) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', woven(text));
    },
    [traced, woven],
  );
  return { woven, onCopy };
}
