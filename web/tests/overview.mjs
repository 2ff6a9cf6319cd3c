// Where the console begins: the first issue and the way to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';

const story = (lang, size) => async ({ browser, server }) => {
  const t = JSON.parse(readFileSync(new URL(`../src/i18n/overview/${lang}.json`, import.meta.url))).overview;
  const who = await visitor(browser, server.url, { lang, size });
  const { page } = who;
  await who.to(`/o/${who.org}/admin`);
  const shut = page.locator('form input[type=password]');
  await page.waitForTimeout(800);
  if (await shut.count()) {
    const boot = await (await page.context().request.get(`${server.url}/api/v1/boot`)).json();
    await shut.first().fill(boot.demo_sign_ins[0].password);
    await page.keyboard.press('Enter');
  }
  await page.waitForURL(/\/admin\/overview$/);
  await page.getByRole('heading', { level: 1, name: t.title }).waitFor();
  const said = await (await page.context().request.get(`${server.url}/api/v1/o/${who.org}/overview`)).json();
  await page.getByText(t.score.replace('{{fine}}', said.fine).replace('{{of}}', said.of)).first().waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `overview-${lang}`);
  await page.getByRole('button', { name: t.resolve, exact: true }).waitFor();
  const better = said.items.findLast((one) => one.state === 'better' && one.link.startsWith('/admin/'));
  const link = page.locator(`main a[href$="${better.link}"]`);
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`${better.link}$`));
  return who;
};

export const overviewTests = {
  'begins the console with what to mend first': story('en', sizes.desktop),
  'begins the console with what to mend first, on a phone in Chinese': story('zh-HK', sizes.phone),
};
