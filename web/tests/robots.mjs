// Programs that post in a group: an administrator adds one, it posts, everybody sees what it is.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const robots = (lang, size, theme) => async ({ browser, server }) => {
  const [talk, robot] = [texts(lang, 'talk'), texts(lang, 'robots')];
  const t = (key) => (key.startsWith('robots:') ? robot(key) : talk(key));
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page, org } = who;
  const people = await who.get('/people?limit=5');
  const { person } = await who.get('/me');
  const other = people.items.find((one) => one.id !== person.id);
  const made = await who.context.request.post(`${server.url}/api/v1/o/${org}/conversations`, {
    data: { kind: 'group', title: `Build ${Date.now()}`, member_ids: [other.id] },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  await who.to(`/o/${org}/im/${id}`);
  await page.locator('textarea:not([aria-hidden])').first().waitFor();
  await page.getByRole('banner').or(page.locator('main')).getByRole('button', { name: t('shell:more') }).first().click();
  await page.getByRole('menuitem', { name: t('talk:robots'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('robots:none'), { exact: true }).waitFor();
  await shot(page, `robots-none-${lang}-${theme}`);
  await dialog.getByRole('button', { name: t('robots:add') }).click();
  await dialog.getByLabel(t('robots:name')).fill('Mooring 3');
  await dialog.getByText(t('robots:signed'), { exact: true }).click(); // this one without
  await shot(page, `robots-form-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByLabel(t('robots:name')).press('Enter');
  await dialog.getByText(t('robots:once'), { exact: true }).waitFor();
  await shot(page, `robots-keys-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  const [address] = (await dialog.locator('pre').first().innerText()).match(/\/api\/v1\/hooks\/\S+/);
  const said = await fetch(`${server.url}${address}`, { method: 'POST', body: JSON.stringify({ text: '**Line 2** is slack' }) });
  assert.equal(said.status, 200, await said.text());
  await dialog.getByRole('button', { name: t('robots:done') }).click();
  await dialog.getByText('Mooring 3', { exact: true }).waitFor();
  await shot(page, `robots-list-${lang}-${theme}`);
  await page.keyboard.press('Escape');
  const row = page.getByRole('log').getByRole('article').filter({ hasText: 'is slack' });
  await row.getByText(t('talk:robot'), { exact: true }).waitFor();
  await shot(page, `robots-said-${lang}-${theme}`);
  return who;
};

export const robotTests = {
  'adds a robot that posts': robots('en', sizes.desktop, 'light'),
  'adds a robot that posts, on a telephone in Chinese': robots('zh-HK', sizes.phone, 'dark'),
};
