import { afterEach, expect, it } from 'vitest';
import { lay, markOf, tileOf } from './watermark';

afterEach(() => document.body.replaceChildren());

const settled = () => new Promise((done) => setTimeout(done, 0));
const sheets = () => [...document.body.querySelectorAll<HTMLElement>('[aria-hidden="true"]')];

it('names the viewer, the last four of the staff number and the hour', () => {
  expect(markOf('CHAN Tai Man', 'HK-00123', '22/11/2026 14:05:09')).toBe('CHAN Tai Man · 0123 · 22/11/2026 14:00');
  expect(markOf('陳大文', '', '22/11/2026 14:05')).toBe('陳大文 · 22/11/2026 14:00');
  expect(tileOf('<b>&"x" · 1')).not.toMatch(/<b>|"x"/);
});

it('comes back when it is removed, hidden or styled away', async () => {
  const stop = lay(document.body, () => 'A · 1');
  const tampers = [
    (one: HTMLElement) => one.remove(),
    (one: HTMLElement) => one.style.setProperty('opacity', '0'),
    (one: HTMLElement) => one.style.setProperty('display', 'none', 'important'),
    (one: HTMLElement) => one.classList.add('gone'),
  ];
  for (const tamper of tampers) {
    tamper(sheets()[0] as HTMLElement);
    await settled();
    expect(sheets()).toHaveLength(1);
    expect(sheets()[0]?.style.opacity).toBe('0.13');
    expect(sheets()[0]?.style.display).toBe('block');
    expect(sheets()[0]?.className).toBe('');
  }
  stop();
  expect(sheets()).toHaveLength(0);
});
