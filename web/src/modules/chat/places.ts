// Where each conversation was left, for as long as the page is open.
const places = new Map<string, string>();

export const placeOf = (conversation: string) => places.get(conversation) ?? '';

export function keepPlace(conversation: string, rowKey: string) {
  if (rowKey) places.set(conversation, rowKey);
  else places.delete(conversation);
}
