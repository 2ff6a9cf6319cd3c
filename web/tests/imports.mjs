// People come from a list, and go again if it was the wrong one.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const imported = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'people');
  const who = await visitor(browser, server.url, { lang, size });
  const mark = `${lang}${Date.now()}`;
  const found = async () => (await who.get(`/people?q=${mark}&limit=10`)).items.length;
  await who.to(`/o/${who.org}/contacts/import`);
  const rows = ['Name,Staff no.,E-mail', `,${mark}-0,nobody`, ...[1, 2, 3].map((n) => `LEE ${mark} ${n},${mark}-${n},${mark}.${n}@harbourlights.example`)];
  await who.page.locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) });
  await who.page.getByRole('button', { name: t('import:check'), exact: true }).click();
  await who.page.getByText(t('import:errors_title')).first().waitFor();
  assert.deepEqual(await axeFaults(who.page), []);
  await shot(who.page, `import-${lang}`);
  await who.page.getByRole('button', { name: t('import:apply_other', { count: 3 }) }).click();
  await who.page.getByRole('heading', { name: t('import:done_title') }).waitFor();
  assert.equal(await found(), 3);
  await who.page.getByRole('button', { name: t('import:undo') }).click();
  await who.page.getByRole('heading', { name: t('import:undone_title') }).waitFor();
  assert.equal(await found(), 0);
  return who;
};

export const importTests = {
  'imports people: upload, match, check, apply, undo': imported('en', sizes.desktop),
  'imports people on a phone in Chinese, and undoes it': imported('zh-HK', sizes.phone),
};
