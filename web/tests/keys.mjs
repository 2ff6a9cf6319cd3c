// Messages by keyboard alone, and links to what is one's own.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

/** Posts for somebody, without their page: many in a moment. */
export async function say(who, url, id, all) {
  const seqs = [];
  for (const text of all) {
    const answer = await who.context.request.post(`${url}/api/v1/o/${who.org}/conversations/${id}/messages`, {
      data: { client_id: crypto.randomUUID(), text },
      headers: { 'X-Tramway-Client': 'page', Origin: url },
    });
    assert.ok(answer.ok(), await answer.text());
    seqs.push((await answer.json()).seq);
  }
  return seqs;
}

const focused = (page) => page.evaluate(() => document.activeElement?.closest('[data-seq]')?.textContent ?? '');
async function until(page, want) {
  for (let n = 0; n < 100; n += 1) {
    if ((await focused(page)).includes(want)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`the focus is at “${await focused(page)}”, not at “${want}”`);
}

const walked = async ({ browser, server }) => {
  const t = texts('en', 'talk');
  const { one, other, id } = await pair(browser, server, { lang: 'en', size: sizes.desktop });
  const { page } = one;
  await say(other, server.url, id, Array.from({ length: 30 }, (_, n) => `theirs ${n} ${'high water at the pier '.repeat(12)}`));
  await say(one, server.url, id, ['mine the first', 'mine the last']);
  const log = page.getByRole('log');
  await log.getByText('mine the last').waitFor();
  await settle(page);
  // From anywhere on the page into the log, to its end, and up through those that are drawn only as they come into sight.
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement.matches('article[data-seq]'));
  await page.keyboard.press('End');
  await until(page, 'mine the last');
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /\d\d:\d\d$/);
  await page.keyboard.press('k');
  await until(page, 'mine the first');
  for (let n = 29; n >= 20; n -= 1) {
    await page.keyboard.press(n % 2 ? 'ArrowUp' : 'k');
    await until(page, `theirs ${n} `);
  }
  await page.keyboard.press('PageUp');
  await page.waitForFunction(() => !document.activeElement.textContent.includes('theirs 20 '));
  assert.match(await focused(page), /theirs \d+ /, 'a page further up, the focus is on a message');
  await page.keyboard.press('Home');
  await until(page, 'theirs 0 ');
  await page.keyboard.press('End');
  await until(page, 'mine the last');
  await shot(page, 'keys-focus');
  assert.deepEqual(await axeFaults(page), []);
  // The wheel takes the row out of the log; the keys go on from what is in sight.
  await log.hover();
  await page.mouse.wheel(0, -4000);
  await page.waitForFunction(() => !document.querySelector('[role=log]').textContent.includes('mine the last'));
  await page.keyboard.press('k');
  await page.waitForFunction(() => document.activeElement.matches('[data-seq]'));
  await page.keyboard.press('End');
  await until(page, 'mine the last');
  // What one has said is edited, others' is answered, a thread opened and left again.
  const tools = page.getByRole('toolbar', { name: t('talk:tools') });
  await tools.first().waitFor();
  await page.keyboard.press('e');
  await composer(page).and(page.locator(':focus')).waitFor();
  assert.equal(await composer(page).inputValue(), 'mine the last');
  await page.keyboard.type(', changed');
  await page.keyboard.press('Enter');
  await log.getByText('mine the last, changed').waitFor();
  await page.keyboard.press('Escape'); // from the composer to the list
  await page.locator('nav a[aria-current=page]:focus').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await until(page, 'theirs 29');
  await tools.first().waitFor();
  await page.keyboard.press('r');
  await composer(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape'); // gives the answer up, and stays
  assert.ok(await composer(page).evaluate((field) => field === document.activeElement));
  await page.keyboard.press('Escape');
  await page.keyboard.press('k'); // back to where one was
  await until(page, 'theirs 29');
  await page.keyboard.press('t');
  const pane = page.getByRole('complementary', { name: t('talk:thread') });
  await pane.getByRole('article').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await until(page, 'theirs 29');
  // Enter opens what can be done; the quote is written into the composer.
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem').first().and(page.locator(':focus')).waitFor();
  await shot(page, 'keys-menu');
  await page.getByRole('menuitem', { name: t('talk:quote'), exact: true }).press('Enter');
  await composer(page).and(page.locator(':focus')).waitFor();
  assert.match(await composer(page).inputValue(), /^> theirs 29 [^\n]+\n\n$/);
  await composer(page).fill('');
  // What was said by oneself is recalled, after a question.
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('End');
  await until(page, 'mine the last, changed');
  await tools.first().waitFor();
  await page.keyboard.press('Backspace');
  await page.getByRole('dialog').getByRole('button', { name: t('talk:recall'), exact: true }).press('Enter');
  await log.getByText('mine the last, changed').waitFor({ state: 'detached' });
  await other.context.close();
  return one;
};

const linked = async ({ browser, server }) => {
  const t = texts('zh-HK', 'talk');
  const { one, other, id } = await pair(browser, server, { lang: 'zh-HK', size: sizes.phone });
  const { page } = one;
  const [seq] = await say(other, server.url, id, ['**潮漲**時開船']);
  const third = await visitor(browser, server.url, { nth: 2, lang: 'zh-HK' });
  const { person } = await third.get('/me');
  await third.context.close();
  const alone = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'group', title: `另一組 ${Date.now()}`, member_ids: [person.id] },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  const hidden = (await alone.json()).id;
  // A long press brings the tools out; the link is copied there, and stands in a message as a card.
  const said = page.getByRole('log').getByRole('article').filter({ hasText: '時開船' }).first();
  await said.waitFor();
  await said.dispatchEvent('touchstart');
  await said.getByRole('toolbar').getByRole('button', { name: t('shell:more') }).click();
  await page.getByRole('menuitem', { name: t('talk:copy_link'), exact: true }).click();
  await page.getByText(t('talk:link_copied'), { exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.endsWith(`/o/${one.org}/im/${id}?at=${seq}`), link);
  await say(one, server.url, id, [`見 ${link} 及 ${server.url}/o/${one.org}/im/${hidden}`]);
  const mine = page.getByRole('log').getByRole('article').last();
  await mine.getByRole('link').filter({ hasText: '潮漲時開船' }).waitFor();
  await mine.getByRole('link').filter({ hasText: '另一組' }).waitFor();
  await shot(page, 'own-links');
  assert.deepEqual(await axeFaults(page), []);
  // The other is in one of the two: of the other they learn nothing.
  const theirs = other.page.getByRole('log').getByRole('article').last();
  await theirs.getByRole('link').filter({ hasText: '潮漲時開船' }).waitFor();
  await theirs.getByText(t('talk:link_unseen'), { exact: true }).waitFor();
  assert.ok(!(await theirs.innerText()).includes('另一組'));
  await shot(other.page, 'own-links-unseen');
  // It opens where it leads, without a new page.
  await page.evaluate(() => {
    window.same = true;
  });
  await mine.getByRole('link').filter({ hasText: '潮漲時開船' }).click();
  await page.waitForURL(/\?at=/);
  assert.ok(await page.evaluate(() => window.same));
  await other.context.close();
  return one;
};

export const keyTests = {
  'keys: messages are walked and acted on': walked,
  'keys: links to one’s own, on a phone in Chinese': linked,
};
