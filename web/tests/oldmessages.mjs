// What was said elsewhere: an administrator sends a table, sees what would come of it, imports it, and
// whoever was in a conversation reads it.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const imported = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'oldchat');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page, org } = who;
  const { person } = await who.get('/me');
  for (const one of (await who.get('/chat/imports')).items.filter((one) => one.state === 'ready')) {
    await who.context.request.post(`${server.url}/api/v1/o/${org}/chat/imports/${one.id}/cancel`, {
      data: {},
      headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
  }
  const { email } = await who.get(`/people/${person.id}`);
  assert.ok(email, 'the administrator of the demonstration has an address');
  const title = `Harbour ${lang} ${Date.now()}`;
  const table = `\ufeffconversation;kind;members;time;author;email;text;id;thread
${title};closed;${email};2025-03-31 09:05;Old Name;${email};**Good** morning;1;
${title};closed;;2025-03-31 09:07;黃小明;siuming@elsewhere.example;早晨;2;1
${title};closed;;never;黃小明;siuming@elsewhere.example;without a time;3;
`;
  await who.to(`/o/${org}/admin/messages/import`);
  await page.getByRole('heading', { name: t('oldchat:choose'), exact: true }).waitFor();
  await shot(page, `oldchat-send-${lang}-${theme}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'history.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('heading', { name: t('oldchat:dry_run'), exact: true }).waitFor({ timeout: 60_000 });
  await page.getByText('黃小明', { exact: true }).waitFor();
  await page.getByText(title, { exact: true }).waitFor();
  await page.getByRole('heading', { name: t('oldchat:left_out'), exact: true }).waitFor();
  await shot(page, `oldchat-dry-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  const begin = t('oldchat:begin').replace('{{count}}', '2');
  await page.getByRole('button', { name: begin, exact: true }).click();
  const sure = page.getByRole('dialog');
  await sure.getByText(t('oldchat:begin_text'), { exact: true }).waitFor();
  await sure.getByRole('button', { name: begin, exact: true }).click();
  await page.getByRole('heading', { name: t('oldchat:state_done'), exact: true }).waitFor({ timeout: 60_000 });
  await shot(page, `oldchat-done-${lang}-${theme}`);
  const all = await who.get('/conversations?limit=200');
  const made = all.items.find((one) => one.title === title);
  assert.equal(made?.came_from, 'csv');
  assert.equal(made.unread, 0);
  await who.to(`/o/${org}/im/${made.id}`);
  await page.getByRole('log').getByText('morning').first().waitFor();
  const from = t('oldchat:from').replace('{{source}}', t('oldchat:a_table')).split('{{')[0].trim();
  if (from) await page.getByText(from).first().waitFor();
  await shot(page, `oldchat-read-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  return who;
};

export const oldMessageTests = {
  'imports what was said elsewhere': imported('en', sizes.desktop, 'light'),
  'imports what was said elsewhere, on a telephone': imported('zh-HK', sizes.phone, 'dark'),
};
