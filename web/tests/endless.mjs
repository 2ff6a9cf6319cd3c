// Somebody with more conversations than the list brings at once reaches all of them. Pages are made small here, so that
// a few groups are more than one.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const reached = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const { person } = await other.get('/me');
  const ask = async (by, method, path, data) => {
    const answer = await by.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
      method, data, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
    assert.ok(answer.ok(), await answer.text());
    return answer;
  };
  const mark = Date.now();
  const ids = [];
  for (let n = 0; n < 12; n++) {
    const title = `Wharf ${lang} ${n} ${mark}`;
    ids.push((await (await ask(who, 'POST', '/conversations', { kind: 'group', title, member_ids: [person.id] })).json()).id);
  }
  await ask(who, 'PUT', `/conversations/${ids[0]}/unread`);
  const { page } = who;
  let pages = 0;
  await page.route(/\/conversations\?.*limit=200/, (route) => {
    pages += 1;
    return route.continue({ url: route.request().url().replace('limit=200', 'limit=5') });
  });
  const list = page.getByRole('navigation', { name: t('chat:list') });
  const row = (n) => list.getByRole('listitem').filter({ hasText: `Wharf ${lang} ${n} ${mark}` });
  await who.to(`/o/${who.org}/im`);
  await row(11).waitFor();
  await row(0).scrollIntoViewIfNeeded();
  assert.ok(pages >= 3, `${pages} pages`);
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `endless-${lang}`);

  // What a filter or a word leaves is looked for in all of it.
  await page.getByRole('button', { name: t('chat:filter_unread'), exact: true }).click();
  await row(0).waitFor();
  assert.equal(await row(1).count(), 0);
  await page.getByRole('button', { name: t('chat:filter_all'), exact: true }).click();
  await page.getByRole('textbox', { name: t('chat:find') }).fill(`Wharf ${lang} 1 ${mark}`);
  await row(1).waitFor();
  assert.equal(await list.getByRole('listitem').count(), 1);
  await page.getByRole('textbox', { name: t('chat:find') }).fill(`Wharf ${lang}`);
  await row(0).waitFor();

  // What is said in the last of them brings it up, once, and nothing is lost where the pages meet.
  await ask(other, 'POST', `/conversations/${ids[0]}/messages`, { client_id: `${ids[0]}-1`, text: '泊位 free' });
  await list.getByRole('listitem').first().filter({ hasText: '泊位 free' }).waitFor();
  await page.waitForTimeout(1500);
  for (let n = 0; n < 12; n++) assert.equal(await row(n).count(), 1, `row ${n}`);

  if (size.width > 600) {
    await page.getByRole('textbox', { name: t('chat:find') }).fill('');
    await row(3).getByRole('link').click();
    await page.waitForURL(`**/im/${ids[3]}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForURL(`**/im/${ids[2]}`);
    await page.keyboard.press('Alt+ArrowUp');
    await page.waitForURL(`**/im/${ids[3]}`);
  }
  await other.context.close();
  return who;
};

export const endlessTests = {
  'the list reaches every conversation, on a desktop': reached('en', sizes.desktop, 'light'),
  'the list reaches every conversation, on a phone in Chinese': reached('zh-HK', sizes.phone, 'dark'),
};
