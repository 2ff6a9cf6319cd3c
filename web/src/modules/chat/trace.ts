// A trace is invisible characters (docs/trace.md). It stands in a copied text so often that each part of
// forty characters has a whole one.
const first = 12;
const every = 20;

// What belongs to the character before it: marks above letters, parts of an emoji.
const joined = /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}])/u;

/** Weaves a trace into a text; short ones carry it at their end. */
export function weave(text: string, trace: string): string {
  const runes = [...text];
  if (!trace || runes.length === 0) return text;
  let out = '';
  let due = Math.min(first, runes.length);
  runes.forEach((rune, n) => {
    if (n >= due && !joined.test(rune) && runes[n - 1] !== '\u200d') {
      out += trace;
      due += every;
    }
    out += rune;
  });
  return due === runes.length ? out + trace : out;
}

/** The trace of a moment, from those that the server gave for the minutes from one on. */
export function traceAt(traces: { from_at: string; traces: string[] } | undefined, now: number): string {
  if (!traces) return '';
  const minute = Math.floor((now - new Date(traces.from_at).getTime()) / 60_000);
  return traces.traces[Math.min(Math.max(minute, 0), traces.traces.length - 1)] ?? '';
}
