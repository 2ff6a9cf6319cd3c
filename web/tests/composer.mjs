// The composer: its tools by name, emojis, what is pasted, and the key that sends.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

const option = (page, name) => page.getByRole('option', { name, exact: true });

const paste = (page, html, text) =>
  composer(page).evaluate(
    (field, [marked, plain]) => {
      const data = new DataTransfer();
      if (marked) data.setData('text/html', marked);
      data.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      // What nobody takes is the browser's own: it writes the plain text.
      if (field.dispatchEvent(event)) document.execCommand('insertText', false, plain);
    },
    [html, text],
  );

async function holds(page, want) {
  for (let n = 0; n < 100; n += 1) {
    if ((await composer(page).inputValue()) === want) return;
    await page.waitForTimeout(50);
  }
  assert.equal(await composer(page).inputValue(), want);
}

const byKeys = async ({ browser, server }) => {
  const [t, later, writing] = ['talk', 'later', 'writing'].map((part) => texts('en', part));
  const { one, other, id } = await pair(browser, server, { lang: 'en', size: sizes.desktop });
  const { page } = one;
  const list = page.getByRole('listbox', { name: t('talk:tools_list') });
  await page.getByRole('button', { name: t('talk:emoji'), exact: true }).waitFor();
  await page.keyboard.press('c');
  await composer(page).and(page.locator(':focus')).waitFor();
  // The slash lists what the row offers; typing chooses, Escape leaves the text as it is.
  await page.keyboard.type('/');
  await list.waitFor();
  assert.equal(await list.getByRole('option').count(), 10);
  await shot(page, 'composer-slash');
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  assert.equal(await composer(page).inputValue(), '/');
  await page.keyboard.type('po');
  await option(page, later('later:poll')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel(later('later:poll_question')).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await composer(page).inputValue(), '');
  // An emoji by its name.
  await composer(page).click();
  await page.keyboard.type('/emoji');
  await option(page, t('talk:emoji')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: t('talk:emoji_find') }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('tram');
  await option(page, 'tram').waitFor();
  await shot(page, 'composer-emoji');
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press('Enter');
  await holds(page, '🚋');
  // What is pasted keeps its marks; undo takes it back.
  const table = '<table><tr><th>Shift</th><th>Who</th></tr><tr><td>Early</td><td><b>NG</b></td></tr></table>';
  await paste(page, table, 'Shift Who');
  await holds(page, '🚋| Shift | Who |\n| - | - |\n| Early | **NG** |');
  await page.keyboard.press('Control+z');
  await holds(page, '🚋');
  await paste(page, '', 'x'.repeat(30_000));
  await holds(page, `🚋${'x'.repeat(20_000)}`);
  await composer(page).fill('');
  // Where Enter does not send, Ctrl with it does.
  await one.to(`/o/${one.org}/me`);
  const enter = page.getByRole('switch', { name: writing('writing:enter') });
  await enter.press('Space');
  await shot(page, 'composer-me');
  await one.to(`/o/${one.org}/im/${id}`);
  await composer(page).click();
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await holds(page, 'one\ntwo');
  await page.getByText(t('talk:mod_enter_sends'), { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('log').getByText('two').waitFor();
  await other.context.close();
  return one;
};

const onPhone = async ({ browser, server }) => {
  const [t, later] = ['talk', 'later'].map((part) => texts('zh-HK', part));
  const { one, other } = await pair(browser, server, { lang: 'zh-HK', size: sizes.phone });
  const { page } = one;
  await page.clock.setFixedTime(new Date('2026-11-28T04:00:00Z')); // a Saturday
  await page.reload();
  await page.getByRole('button', { name: t('talk:emoji'), exact: true }).click();
  const find = page.getByRole('combobox', { name: t('talk:emoji_find') });
  await find.and(page.locator(':focus')).waitFor();
  // The Enter that picks a candidate picks no emoji.
  const cdp = await one.context.newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: '電', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '電車' });
  await option(page, '電車').waitFor();
  assert.equal(await composer(page).inputValue(), '');
  await shot(page, 'composer-emoji-phone');
  assert.deepEqual(await axeFaults(page), []);
  await option(page, '電車').click();
  await holds(page, '🚋');
  // Nor does it choose a tool.
  await composer(page).fill('');
  await composer(page).click();
  await cdp.send('Input.insertText', { text: '/' });
  await page.getByRole('listbox', { name: t('talk:tools_list') }).waitFor();
  await cdp.send('Input.imeSetComposition', { text: '投', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '投票' });
  await option(page, later('later:poll')).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await shot(page, 'composer-slash-phone');
  await composer(page).fill('星期一見');
  await page.getByText(t('talk:off_hours'), { exact: true }).waitFor();
  await shot(page, 'composer-off-hours');
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('button', { name: t('talk:send_when', { time: '30/11/2026 09:00' }), exact: true }).click();
  await holds(page, '');
  await other.context.close();
  return one;
};

export const composerTests = {
  'composer: tools, emojis, pasting and keys': byKeys,
  'composer: on a phone in Chinese, at the weekend': onPhone,
};
