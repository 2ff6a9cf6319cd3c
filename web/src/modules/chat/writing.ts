/** Writes at the caret as if it were typed, so that undo takes it back. */
export function writeAtCaret(area: HTMLTextAreaElement, piece: string) {
  area.focus();
  if (!piece) return; // only the focus: what is selected stays
  if (document.execCommand?.('insertText', false, piece)) return;
  area.setRangeText(piece, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
