// Somebody leaves, and a report says what was done: on the page, from their card later, and as a table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, sizes, visitor } from './browser.mjs';
import { letters, texts } from './verification.mjs';

const shot = (page, name) => (process.env.OUT ? page.screenshot({ path: `${process.env.OUT}/${name}.png` }) : undefined);

const leaves = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'leaving');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page, org } = who;
  const name = `Leaver ${letters()}`;
  const headers = { 'X-Tramway-Client': 'page', Origin: server.url };
  const made = await who.context.request.post(`${server.url}/api/v1/o/${org}/people`, { data: { name }, headers });
  const { id } = await made.json();
  await who.context.request.post(`${server.url}/api/v1/o/${org}/conversations`, { data: { kind: 'group', title: 'Handing over', member_ids: [id] }, headers });
  await who.to(`/o/${org}/contacts?person=${id}`);
  await page.getByRole('button', { name: t('directory:leave'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('directory:leave'), exact: true }).click();
  // The last step is the report.
  await page.getByRole('heading', { name: t('leaving:title', { name }) }).waitFor();
  const groups = page.getByRole('listitem').filter({ hasText: t('leaving:ended') }).first();
  await groups.waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `leaving-report-${lang}`);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: t('leaving:download') }).click();
  assert.match(readFileSync(await (await coming).path(), 'utf8'), new RegExp(name));
  // It is there later too, at those who have left.
  await page.getByRole('button', { name: t('leaving:back') }).click();
  await page.getByRole('article', { name }).getByRole('button', { name: t('data:report'), exact: true }).click();
  await page.getByRole('heading', { name: t('leaving:title', { name }) }).waitFor();
  await page.getByRole('link').filter({ hasText: lang === 'en' ? 'A person left' : '人員離職' }).first().click();
  await page.waitForURL(/admin\/record\?.*entry=/);
  return who;
};

export const leavingTests = {
  'reports on a leaving, and keeps the report': leaves('en', sizes.desktop, 'light'),
  'reports on a leaving, on a telephone in Chinese': leaves('zh-HK', sizes.phone, 'dark'),
};
