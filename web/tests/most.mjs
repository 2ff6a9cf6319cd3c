// How many administrators there may be: said with a reason, agreed to by another.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';

const why = 'Three shifts, and one of the two is always on leave';

const story = (lang, size) => async ({ browser, server }) => {
  const t = JSON.parse(readFileSync(new URL(`../src/i18n/most/${lang}.json`, import.meta.url))).most;
  const who = await visitor(browser, server.url, { lang, size });
  const { page } = who;
  await who.to(`/o/${who.org}/admin/roles`);
  const shut = page.locator('form input[type=password]');
  await page.waitForTimeout(800);
  if (await shut.count()) {
    const boot = await (await page.context().request.get(`${server.url}/api/v1/boot`)).json();
    await shut.first().fill(boot.demo_sign_ins[0].password);
    await page.keyboard.press('Enter');
  }
  const change = page.getByRole('button', { name: t.change, exact: true });
  await change.waitFor();
  const before = await who.get('/access/most');
  const next = before.most === 3 ? 4 : 3;
  await change.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(String(next), { exact: true }).click();
  const { items } = await who.get('/access/roles');
  const alone = items.find((one) => one.name === 'administrator').people === 1;
  const ok = dialog.getByRole('button', { name: alone ? t.save : t.ask, exact: true });
  assert.ok(await ok.isDisabled(), 'without a reason there is nothing to send');
  await dialog.getByRole('textbox').fill(why);
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `most-dialog-${lang}`);
  await ok.click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(why).first().waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `most-${lang}`);
  const after = await who.get('/access/most');
  assert.equal(alone ? after.most : after.waiting.most, next);
  if (!alone) {
    await page.getByRole('button', { name: t.stop, exact: true }).click();
    await change.waitFor();
  }
  return who;
};

export const mostTests = {
  'says how many administrators there may be, and why': story('en', sizes.desktop),
  'says how many administrators there may be, and why, on a phone in Chinese': story('zh-HK', sizes.phone),
};
