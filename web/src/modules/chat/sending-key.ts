interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** Whether a key sends: Ctrl or ⌘ with Enter always, Enter alone where one wants that. */
export function sends(press: Press, enterSends: boolean): boolean {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey) return false;
  return press.ctrlKey || press.metaKey || enterSends;
}
