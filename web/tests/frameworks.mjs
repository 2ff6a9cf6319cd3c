// What an auditor is shown: a framework switched on, its controls with their evidence, taken out as a table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const shown = (lang, size, theme, name) => async ({ browser, server }) => {
  const t = texts(lang, 'frameworks');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page } = who;
  await who.to(`/o/${who.org}/admin/frameworks`);
  const card = page.getByRole('region', { name, exact: true });
  await card.getByRole('switch', { name: t('frameworks:show') }).focus();
  await page.keyboard.press('Space');
  await card.getByRole('link', { name: new RegExp(t('frameworks:see')) }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `frameworks-${lang}`, { fullPage: true });
  await card.getByRole('link', { name: new RegExp(t('frameworks:see')) }).click();
  await page.locator('main li[data-state]').first().waitFor();
  const { controls } = await who.get(`/frameworks/${name.toLowerCase()}`);
  for (const state of ['met', 'open', 'yours']) {
    const wanted = controls.filter((one) => one.state === state).length;
    assert.ok(wanted > 0, state);
    assert.equal(await page.locator(`main li[data-state=${state}]`).count(), wanted);
  }
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `framework-${lang}`, { fullPage: true });
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: t('frameworks:download') }).click();
  const table = readFileSync(await (await saved).path(), 'utf8');
  assert.ok(controls.every((one) => table.includes(one.section)), table.slice(0, 300));
  // From the evidence to where it is.
  await page.locator('main dt a').first().click();
  await page.waitForURL(/\/admin\/(?!frameworks)/);
  await who.to(`/o/${who.org}/admin/frameworks`);
  await card.getByRole('switch', { name: t('frameworks:show') }).click();
  await card.getByRole('link').waitFor({ state: 'detached' });
  return who;
};

export const frameworkTests = {
  'shows an auditor the evidence for a framework, by keyboard': shown('en', sizes.desktop, 'light', 'GDPR'),
  'shows an auditor the evidence on a phone, in Chinese': shown('zh-HK', sizes.phone, 'dark', 'HIPAA'),
};
