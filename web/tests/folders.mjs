// One's own list: the menu of a row, marking as unread, and folders.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


/** Somebody with two groups in which something was said, and what they ask by. */
async function arranger(browser, server, { lang, size, theme }) {
  const who = await visitor(browser, server.url, { lang, size, theme });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const { person } = await other.get('/me');
  await other.context.close();
  const ask = async (method, path, data) => {
    const answer = await who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
      method, data, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
    assert.ok(answer.ok(), await answer.text());
    return answer;
  };
  // What an earlier run left.
  for (const { id } of (await who.get('/chat/folders')).items) await ask('DELETE', `/chat/folders/${id}`);
  const mark = Date.now();
  const titles = [`Mole ${lang} ${mark}`, `Buoy ${lang} ${mark}`];
  const ids = [];
  for (const title of titles) {
    const { id } = await (await ask('POST', '/conversations', { kind: 'group', title, member_ids: [person.id] })).json();
    await ask('POST', `/conversations/${id}/messages`, { client_id: `${id}-1`, text: '收到 noted' });
    ids.push(id);
  }
  return { who, titles, ids };
}

const parts = (lang) => {
  const [talk, folders] = [texts(lang, 'talk'), texts(lang, 'folders')];
  return (key, values) => (key.startsWith('folders:') ? folders(key, values) : talk(key, values));
};

const byKeys = async ({ browser, server }) => {
  const t = parts('en');
  const { who, titles, ids } = await arranger(browser, server, { lang: 'en', size: sizes.desktop, theme: 'light' });
  const { page } = who;
  const list = (one) => one.getByRole('navigation', { name: t('chat:list') });
  const row = (title, one = page) => list(one).getByRole('listitem').filter({ hasText: title });
  const choose = async (label) => {
    await page.getByRole('menuitem', { name: label, exact: true }).press('Enter');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  };
  await who.to(`/o/${who.org}/im`);
  const also = await visitor(browser, server.url, {});
  await also.to(`/o/${who.org}/im`);
  await row(titles[0], also.page).waitFor();

  // The key of the menu, the arrows, and Escape, which gives the focus back.
  const first = row(titles[0]).getByRole('link');
  await first.focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await menu.getByRole('menuitem').first().and(page.locator(':focus')).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, 'row-menu');
  await page.keyboard.press('End');
  assert.equal(await page.locator(':focus').innerText(), t('chat:leave'));
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  await first.and(page.locator(':focus')).waitFor();

  // Marked as unread, on the other device too; read again by opening it.
  await page.keyboard.press('Shift+F10');
  await choose(t('talk:mark_unread'));
  await row(titles[0]).getByText(t('chat:tag_unread')).waitFor({ state: 'attached' });
  await row(titles[0], also.page).getByText(t('chat:tag_unread')).waitFor({ state: 'attached', timeout: 10_000 });
  await shot(page, 'row-unread');
  await row(titles[0], also.page).getByRole('link').click();
  await row(titles[0]).getByText(t('chat:tag_unread')).waitFor({ state: 'detached', timeout: 15_000 });
  await also.context.close();

  // M files the row that has the focus, and makes the folder on the way.
  await first.focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('folders:new_folder')).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Typhoon 八號');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, 'folder-file');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const bar = page.getByRole('group', { name: t('folders:folders'), exact: true });
  const chip = bar.getByRole('button', { name: 'Typhoon 八號' });
  await chip.press('Enter');
  await row(titles[1]).waitFor({ state: 'detached' });
  assert.equal(await list(page).getByRole('listitem').count(), 1);
  assert.match(page.url(), /filter=f%3A/);
  await shot(page, 'folder-shown');

  // The other one is dragged there.
  await page.getByRole('button', { name: t('chat:filter_all'), exact: true }).click();
  await row(titles[1]).dragTo(chip);
  await page.getByText(t('folders:filed_in', { name: 'Typhoon 八號' })).waitFor();
  const [folder] = (await who.get('/chat/folders')).items;
  assert.equal(folder.filed, 2);

  // A second one, before the first; the first goes, and what was in it stays in the list.
  await page.getByRole('button', { name: t('chat:folders'), exact: true }).press('Enter');
  await dialog.getByLabel(t('folders:new_folder')).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Berths');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: t('folders:up', { name: 'Berths' }) }).press('Enter');
  await page.waitForFunction(() => document.querySelector('[role=dialog] li')?.innerText.includes('Berths'));
  await dialog.getByRole('button', { name: t('folders:rename', { name: 'Berths' }) }).press('Enter');
  await dialog.getByLabel(t('folders:name')).fill('Berths 泊位');
  await page.keyboard.press('Enter');
  await dialog.getByText('Berths 泊位', { exact: true }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, 'folders-dialog');
  await dialog.getByRole('button', { name: t('folders:delete_one_folder', { name: 'Typhoon 八號' }) }).press('Enter');
  await page.getByRole('button', { name: t('folders:delete'), exact: true }).click();
  await chip.waitFor({ state: 'detached' });
  assert.deepEqual((await who.get('/chat/folders')).items.map((one) => one.name), ['Berths 泊位']);
  assert.deepEqual((await who.get(`/conversations/${ids[0]}`)).folder_ids, []);
  return who;
};

/** A finger that rests on something, as the browser tells of it. */
async function rest(page, target, milliseconds) {
  const box = await target.boundingBox();
  const cdp = await page.context().newCDPSession(page);
  const at = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at });
  await page.waitForTimeout(milliseconds);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await cdp.detach();
}

const byFinger = async ({ browser, server }) => {
  const t = parts('zh-HK');
  const { who, titles, ids } = await arranger(browser, server, { lang: 'zh-HK', size: sizes.phone, theme: 'dark' });
  const { page } = who;
  const row = (title) => page.getByRole('navigation', { name: t('chat:list') }).getByRole('listitem').filter({ hasText: title });
  const menu = page.getByRole('menu');
  await who.to(`/o/${who.org}/im`);
  await row(titles[1]).waitFor();
  await rest(page, row(titles[1]), 700);
  await menu.waitFor();
  assert.match(page.url(), /\/im$/, 'the conversation did not open');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, 'row-menu-phone');
  await menu.getByRole('menuitem', { name: t('talk:mute_always'), exact: true }).tap();
  await row(titles[1]).getByLabel(t('chat:tag_muted')).waitFor();

  // What is said there shows as a dot, with its number for those who hear it.
  const other = await visitor(browser, server.url, { nth: 1 });
  const said = await other.context.request.post(`${server.url}/api/v1/o/${who.org}/conversations/${ids[1]}/messages`, {
    data: { client_id: `${ids[1]}-2`, text: '潮漲' }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(said.ok(), await said.text());
  await other.context.close();
  const count = row(titles[1]).getByText(t('chat:unread_count_other', { count: 1 }));
  await count.waitFor({ state: 'attached' });
  assert.equal(await row(titles[1]).getByText('1', { exact: true }).count(), 0, 'no number is drawn');

  // Filed by the menu; the folders stand in one line that is scrolled.
  for (const name of ['碼頭工程', '客戶甲', '颱風安排']) {
    await rest(page, row(titles[1]), 700);
    await menu.getByRole('menuitem', { name: t('talk:file_in'), exact: true }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('folders:new_folder')).fill(name);
    await dialog.getByRole('button', { name: t('shell:save') }).tap();
    await dialog.waitFor({ state: 'detached' });
  }
  const bar = page.getByRole('group', { name: t('folders:folders'), exact: true });
  assert.equal(await bar.getByRole('button').count(), 3);
  const tops = await bar.getByRole('button').evaluateAll((all) => new Set(all.map((one) => one.offsetTop)).size);
  assert.equal(tops, 1, 'the folders stand in one line');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page is not wider than the screen');
  await bar.getByRole('button', { name: '颱風安排' }).tap();
  await row(titles[0]).waitFor({ state: 'detached' });
  await row(titles[1]).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, 'folders-phone');
  return who;
};

export const folderTests = {
  'arranges the list by folders and menus, by keyboard': byKeys,
  'arranges the list by folders and menus, on a telephone in Chinese': byFinger,
};
