// The mark is drawn once as a small picture that repeats: any 400 × 300 part of the screen holds a whole one.
const tile = { width: 220, height: 150 };

/** Name, the last four of the staff number, day and hour. */
export function markOf(name: string, staffNo: string, moment: string): string {
  const hour = moment.replace(/(\d{1,2}):\d{2}(:\d{2})?/, '$1:00');
  return [name, staffNo.slice(-4), hour].filter(Boolean).join(' · ');
}

const safe = (text: string) => text.replace(/[<>&"']/g, (char) => `&#${char.codePointAt(0)};`);

/** Two lines, turned by 22 degrees. */
export function tileOf(mark: string): string {
  const [name = '', ...rest] = mark.split(' · ');
  const { width, height } = tile;
  const line = (text: string, y: number) => `<text x="${width / 2}" y="${y}" text-anchor="middle">${safe(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="rotate(-22 ${width / 2} ${height / 2})" font-family="sans-serif" font-size="13">${line(name, height / 2 - 4)}${line(rest.join(' · '), height / 2 + 14)}</g></svg>`;
}

const fixed: Partial<CSSStyleDeclaration> = {
  position: 'fixed',
  inset: '0',
  zIndex: '900',
  display: 'block',
  visibility: 'visible',
  pointerEvents: 'none',
  opacity: '0.13',
  backgroundColor: 'var(--c-text)',
};

/** Lays the mark over a page and puts it back when it is taken away or changed. */
export function lay(place: HTMLElement, mark: () => string): () => void {
  let sheet: HTMLElement | null = null;
  let drawn = '';
  const watch = new MutationObserver(() => put());
  const put = () => {
    const style = document.createElement('div');
    Object.assign(style.style, fixed);
    style.style.maskImage = `url("data:image/svg+xml,${encodeURIComponent(tileOf(mark()))}")`;
    const wanted = style.getAttribute('style') ?? '';
    if (sheet?.isConnected && sheet.getAttribute('style') === wanted && drawn === wanted && !sheet.className) return;
    watch.disconnect();
    sheet?.remove();
    style.setAttribute('aria-hidden', 'true');
    place.append(style);
    sheet = style;
    drawn = wanted;
    watch.observe(place, { childList: true });
    watch.observe(style, { attributes: true });
  };
  put();
  const timer = window.setInterval(put, 60_000); // the hour goes on
  return () => {
    window.clearInterval(timer);
    watch.disconnect();
    sheet?.remove();
  };
}
