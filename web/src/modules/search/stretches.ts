interface Mark {
  from: number;
  to: number;
}

/** A text cut where its marks begin and end. Marks count characters as the server does: code points. */
export function stretches(text: string, marks: Mark[]): { text: string; marked: boolean }[] {
  const all = [...text];
  const out: { text: string; marked: boolean }[] = [];
  const add = (from: number, to: number, marked: boolean) => {
    if (to > from) out.push({ text: all.slice(from, to).join(''), marked });
  };
  let at = 0;
  for (const mark of marks) {
    add(at, mark.from, false);
    add(Math.max(at, mark.from), mark.to, true);
    at = Math.max(at, mark.to);
  }
  add(at, all.length, false);
  return out;
}
