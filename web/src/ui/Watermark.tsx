import { useEffect, useRef } from 'react';
import { useOrg } from '@/api/org';
import { useFormat } from './useFormat';
import { lay, markOf } from './watermark';

/**
 * Writes across the page who looks at it and when, to the hour. What a picture of the screen was taken by
 * can be told; taking one is not prevented.
 */
export function Watermark() {
  const { me } = useOrg();
  const format = useFormat();
  const host = useRef<HTMLSpanElement>(null);
  const { person } = me;
  const name = format.person(person);
  useEffect(() => {
    const place = host.current?.parentElement;
    if (!place) return;
    return lay(place, () => markOf(name, person.staff_no, format.exact(new Date().toISOString())));
  }, [name, person.staff_no, format]);
  return <span ref={host} hidden />;
}
