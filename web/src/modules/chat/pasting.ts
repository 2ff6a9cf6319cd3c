/** Characters of a message, and so of what is pasted into one. */
const most = 20_000;
/** What is larger is pasted as plain text: reading it would hold the page up. */
const mostMarked = 400_000;

const formatted = /<(?:b|strong|i|em|s|del|ul|ol|a|code|pre|table|blockquote|h[1-6])[\s>]/i;
const table = /<table[\s>]/i;

/** The marked-up text of a clipboard, if it has marks worth keeping; empty otherwise. */
export function markedPaste(data: Pick<DataTransfer, 'files' | 'getData'>): string {
  const html = data.getData('text/html');
  if (html.length > mostMarked || !formatted.test(html)) return '';
  // With a picture of it a table comes from a spreadsheet; any other picture is what was copied.
  return data.files.length === 0 || table.test(html) ? html : '';
}

/** Takes a clipboard's text with its marks as Markdown, and not more of it than a message holds. False: it is the browser's. */
export function takePaste(data: DataTransfer, write: (text: string) => void): boolean {
  const html = markedPaste(data);
  const plain = data.getData('text/plain').slice(0, most);
  if (html) {
    void import('./html-to-markdown')
      .then(({ htmlToMarkdown }) => htmlToMarkdown(html).slice(0, most))
      .catch(() => plain)
      .then((text) => write(text || plain));
    return true;
  }
  if (data.files.length > 0 || plain.length < most) return false;
  write(plain);
  return true;
}
