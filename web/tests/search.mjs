// Finding what was said: one character in the other script, filters, and the way to the place.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


/** A group in which something was said long before the last page of it. */
async function history(browser, server, { lang, size }) {
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1 });
  const post = async (who, path, data) => {
    const answer = await who.context.request.post(`${server.url}/api/v1/o/${one.org}${path}`, { data, headers: { 'X-Tramway-Client': 'page', Origin: server.url } });
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
  };
  // So much is said faster than anybody types.
  const fast = await one.context.request.put(`${server.url}/api/v1/o/${one.org}/chat/gates`, { data: { messages_minute: 6000, directs_hour: 1000, watermark: [], traced: false }, headers: { 'X-Tramway-Client': 'page', Origin: server.url } });
  assert.ok(fast.ok(), await fast.text());
  const me = await other.get('/me');
  const { id } = await post(one, '/conversations', { kind: 'group', title: `Dockyard ${Date.now()}`, member_ids: [me.person.id] });
  const mark = Math.random().toString(36).replace(/[^a-z]/g, '').slice(0, 8);
  const say = (who, n, text) => post(who, `/conversations/${id}/messages`, { client_id: `${mark}-${lang}-${size.width}-${n}`, text });
  for (let n = 1; n <= 150; n += 1) {
    await say(n % 2 ? one : other, n, n === 20 ? `龜龍 ${mark} 嘅起重機要檢查` : `line ${n}`);
  }
  await say(other, 151, `${mark} 龟 again`);
  await other.context.close();
  return { one, id, mark };
}

const finding = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'search');
  const phone = size.width < 600;
  const tag = `${lang}-${phone ? 'phone' : 'desktop'}`;
  const { one, id, mark } = await history(browser, server, { lang, size });
  const { page } = one;
  const hits = page.getByRole('list', { name: t('shell:palette_results') }).getByRole('listitem');
  const field = page.getByRole('textbox', { name: t('search:words') });

  // One character, typed in simplified Chinese, finds both scripts, latest first.
  await one.to(`/o/${one.org}/search?in=${id}`);
  await field.fill('龟');
  await page.waitForFunction((n) => document.querySelectorAll('mark').length === n, 2, { timeout: 20_000 });
  assert.deepEqual(await page.locator('mark').allInnerTexts(), ['龟', '龜']);
  assert.equal(await hits.count(), 2);
  assert.match(page.url(), /q=%E9%BE%9F/, 'the address says what is shown');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `search-hits-${tag}`);

  // A filter leaves the older one; the beginning of a word is enough.
  await field.fill(mark.slice(0, 5));
  await page.waitForFunction((text) => [...document.querySelectorAll('mark')].every((one) => one.innerText === text) && document.querySelectorAll('mark').length === 2, mark.slice(0, 5));
  if (phone && !(await page.getByText(t('search:reset')).isVisible())) await page.getByRole('button', { name: t('search:filters') }).click();
  await page.getByLabel(t('search:until'), { exact: true }).fill('2020-01-01');
  await page.getByText(t('search:none'), { exact: true }).waitFor();
  await page.getByRole('button', { name: t('search:reset') }).click();
  await hits.nth(1).waitFor();

  // From the result to its place, far before the last page, with what was said around it.
  await one.to(`/o/${one.org}/search?q=${encodeURIComponent(mark)}`);
  await hits.nth(1).getByRole('link').click();
  const log = page.getByRole('log');
  const found = log.getByRole('article').filter({ hasText: '起重機' });
  await found.waitFor();
  assert.ok(await found.isVisible());
  await log.getByText('line 21', { exact: true }).waitFor();
  assert.match(page.url(), /[?&]at=20$/);
  await settle(page);
  const box = await found.boundingBox();
  assert.ok(box && box.y > 0 && box.y < size.height, 'the message is in sight');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `search-place-${tag}`);

  // Downwards the stretch goes on until it is one with the rest.
  await page.getByRole('button', { name: t('chat:latest') }).click();
  await log.getByText(`${mark} 龟 again`).waitFor();
  assert.doesNotMatch(page.url(), /at=/);

  // The palette shows the same, below what else is found, and Enter opens it.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: t('shell:search') }).fill(mark);
  const option = page.getByRole('option').filter({ hasText: '起重機' });
  await option.waitFor();
  await shot(page, `search-palette-${tag}`);
  await option.click();
  await found.waitFor();
  return one;
};

export const searchTests = {
  'search finds what was said and leads to its place, on a desktop': finding('en', sizes.desktop),
  'search finds what was said and leads to its place, on a phone in Chinese': finding('zh-HK', sizes.phone),
};
