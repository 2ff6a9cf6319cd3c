import { describe, expect, it } from 'vitest';
import { htmlToMarkdown } from './html-to-markdown';
import { markedPaste } from './pasting';

describe('what is pasted', () => {
  it('keeps bold, italic, lists, links and code', () => {
    const html = `<meta charset="utf-8"><p>The <b>tide</b> is <i>high</i>, see <a href="https://example.hk/t">the table</a></p>
      <ul><li>nine</li><li>ten <code>o'clock</code></li></ul><ol><li>one</li><li>two</li></ol>`;
    expect(htmlToMarkdown(html)).toBe(
      "The **tide** is _high_, see [the table](https://example.hk/t)\n\n- nine\n- ten `o'clock`\n\n1. one\n2. two",
    );
  });

  it('keeps tables, of a page or of a spreadsheet', () => {
    const cells = (...row: string[]) => `<tr>${row.map((one) => `<td>${one}</td>`).join('')}</tr>`;
    const html = `<table><colgroup><col></colgroup><tbody>${cells('更', '人')}${cells('早', 'A | B')}</tbody></table>`;
    expect(htmlToMarkdown(html)).toBe('| 更 | 人 |\n| - | - |\n| 早 | A \\| B |');
  });

  it('reads the styles of editors that write bold so', () => {
    const html =
      '<b style="font-weight:normal"><span style="font-weight:700">潮</span><span style="font-style:italic">漲</span></b>';
    expect(htmlToMarkdown(html)).toBe('**潮**_漲_');
  });

  it('takes nothing along that runs, loads or leads elsewhere than the web', () => {
    const html = `<p onclick="x()">a<script>alert(1)</script><img src="https://t.example/p.gif" alt="pic"><iframe src="https://t.example"></iframe>
      <a href="javascript:alert(1)">b</a> <a href="file:///etc">c</a></p><style>p{}</style>`;
    expect(htmlToMarkdown(html).replace(/\s+/g, ' ')).toBe('apic b c');
  });

  it('does not draw what was written as marks', () => {
    expect(htmlToMarkdown('<p><b>2</b> * 3 * 4, [x](y) and # not</p>')).not.toMatch(/[^\\][*] 3 [*]|[^\\]\[x]/);
  });

  const clip = (html: string, files = 0) =>
    ({
      files: { length: files },
      getData: (type: string) => (type === 'text/html' ? html : 'plain'),
    }) as unknown as DataTransfer;

  it('is left to the browser without marks, when it is a picture, or too large', () => {
    expect(markedPaste(clip('<p>plain <span>text</span></p>'))).toBe('');
    expect(markedPaste(clip('<a href="x"><img src="y"></a>', 1))).toBe('');
    expect(markedPaste(clip(`<b>${'x'.repeat(400_000)}</b>`))).toBe('');
    expect(markedPaste(clip('<table><tr><td>1</td></tr></table>', 1))).not.toBe('');
    expect(markedPaste(clip('<b>x</b>'))).toBe('<b>x</b>');
  });
});
