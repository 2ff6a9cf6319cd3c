type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (drawer: string, id: string) => `tramway.announcement.${drawer}.${id || 'new'}`;

/** What was written here of one revision and not kept by the server yet; undefined if nothing was, or the draft has moved on. */
export function readUnsaved<T>(drawer: string, id: string, revision: number, storage: Storage = window.localStorage) {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(drawer, id)) ?? 'null') as { revision: number; state: T } | null;
    return kept?.revision === revision ? kept.state : undefined;
  } catch {
    return undefined;
  }
}

export function keepUnsaved<T>(
  drawer: string,
  id: string,
  revision: number,
  state: T,
  storage: Storage = window.localStorage,
) {
  try {
    storage.setItem(keyOf(drawer, id), JSON.stringify({ revision, state }));
  } catch {
    // It still stands in the form.
  }
}

export function dropUnsaved(drawer: string, id: string, storage: Storage = window.localStorage) {
  try {
    storage.removeItem(keyOf(drawer, id));
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}
