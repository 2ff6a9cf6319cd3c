import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import MarkdownText from './MarkdownText';
import { looksMarked, unmarked } from './markdown-links';

const drawn = (text: string) => {
  const box = document.createElement('div');
  box.innerHTML = renderToStaticMarkup(createElement(MarkdownText, { text }));
  return box;
};

describe('Markdown', () => {
  it('draws paragraphs, lists, emphasis, quotes, code and tables', () => {
    const box = drawn(
      '**bold** *leaning* ~~gone~~ `code`\n\n- one\n- two\n\n> said\n\n```\nx < 1\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |',
    );
    for (const tag of ['strong', 'em', 'del', 'code', 'li', 'blockquote', 'pre', 'table', 'td']) {
      expect(box.querySelector(tag), tag).not.toBeNull();
    }
    expect(box.querySelector('pre')?.textContent).toContain('x < 1');
  });

  it('leans and bolds Chinese beside full-width punctuation', () => {
    expect(drawn('請注意**「八號風球」**已懸掛。').querySelector('strong')?.textContent).toBe('「八號風球」');
  });

  it('runs nothing and loads nothing', () => {
    const box = drawn(
      '<script>alert(1)</script> <img src=x onerror=alert(1)> <b onclick="x()">b</b>\n\n![logo](https://evil.example/pixel.png) [press](javascript:alert(1)) [data](data:text/html,x) <javascript:alert(1)>',
    );
    expect(box.querySelectorAll('script, img, b, iframe, style, input')).toHaveLength(0);
    expect(
      [...box.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on')),
    ).toEqual([]);
    expect([...box.querySelectorAll('a')].map((one) => one.getAttribute('href'))).toEqual([
      'https://evil.example/pixel.png',
    ]);
    expect(box.textContent).toContain('<script>alert(1)</script>');
  });

  it('says where a link leads if its words do not', () => {
    const hosts = (text: string) => drawn(text).textContent;
    expect(hosts('[the rules](https://rules.example/a)')).toBe('the rules (rules.example)');
    expect(hosts('[bank.example](https://evil.example/)')).toBe('bank.example (evil.example)');
    expect(hosts('https://rules.example/a')).toBe('https://rules.example/a');
    expect(hosts('[here](/o/x/im)')).toBe('here');
    const link = drawn('[a](https://rules.example)').querySelector('a');
    expect(link?.getAttribute('rel')).toContain('noopener');
    expect(link?.getAttribute('rel')).toContain('noreferrer');
  });

  it('leaves the headings of the page alone', () => {
    expect(drawn('# Big\n\n###### small').querySelectorAll('h1, h2, h3, h4, h5, h6')).toHaveLength(0);
  });

  it('draws names in their own way, but not in code or links', () => {
    const box = document.createElement('div');
    const marks = { find: /@陳大文/gu, draw: (words: string) => createElement('b', { className: 'name' }, words) };
    box.innerHTML = renderToStaticMarkup(
      createElement(MarkdownText, { text: '**請**@陳大文看 `@陳大文` [@陳大文](https://a.example)', marks }),
    );
    expect(box.querySelectorAll('b.name')).toHaveLength(1);
    expect(box.querySelector('b.name')?.textContent).toBe('@陳大文');
  });

  it('is asked for where a text has marks', () => {
    for (const text of [
      '**b**',
      '1. one',
      '- one',
      '> said',
      '`x`',
      '```\nx\n```',
      '[a](https://b.example)',
      '# head',
    ]) {
      expect(looksMarked(text), text).toBe(true);
    }
    for (const text of ['好', 'a - b', '2 * 3 = 6', 'snake_case', 'mail #1', '5 > 3', 'https://a.example/x-y']) {
      expect(looksMarked(text), text).toBe(false);
    }
  });

  it('is taken off where one line says what a text is about', () => {
    expect(unmarked('**Typhoon**「八號」:\n- stay `home`\n> said [here](https://a.example)')).toBe(
      'Typhoon「八號」:\nstay home\nsaid here',
    );
    expect(unmarked('2 * 3 and snake_case')).toBe('2 * 3 and snake_case');
  });
});
