// What is put into a composer from beside it, by the name of its draft.
const fields = new Map<string, (text: string) => void>();

export function onInsert(draft: string, take: (text: string) => void): () => void {
  fields.set(draft, take);
  return () => {
    if (fields.get(draft) === take) fields.delete(draft);
  };
}

export const insertInto = (draft: string, text: string) => fields.get(draft)?.(text);

/** A text as it is quoted, with room below for what is said to it. */
export const quoted = (text: string) => `${text.trimEnd().replace(/^/gm, '> ')}\n\n`;

/** Puts a piece behind what is written, on a line of its own. */
export const appended = (text: string, piece: string) => (text.trim() ? `${text.trimEnd()}\n\n${piece}` : piece);
