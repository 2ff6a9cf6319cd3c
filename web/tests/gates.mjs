// What may pass between people: who reaches whom.
import assert from 'node:assert/strict';
import { axeFaults, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const shot = (page, name) => (process.env.OUT ? page.screenshot({ path: `${process.env.OUT}/${name}.png` }) : undefined);

const ask = (who, server, method, path, data) =>
  who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
    method,
    data,
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });

const walled = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'gates');
  const admin = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const me = (await admin.get('/me')).person;
  // The administrator keeps members from writing to administrators.
  await admin.to(`/o/${admin.org}/admin/messages/reach`);
  await admin.page.getByRole('button', { name: t('reach:add') }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel(t('reach:to'), { exact: true }).click();
  await admin.page.locator('.ant-select-item-option').filter({ hasText: t('reach:role') }).first().click();
  await dialog.getByLabel(t('reach:role'), { exact: true }).click();
  await admin.page.locator('.ant-select-item-option').filter({ hasText: t('reach:role_administrator') }).first().click();
  assert.deepEqual(await axeFaults(admin.page), []);
  await shot(admin.page, `reach-${lang}-form`);
  await dialog.getByRole('button', { name: t('reach:save') }).click();
  await admin.page.getByRole('cell').getByText(`${t('reach:chat')}: ${t('reach:deny')}`).waitFor();
  await shot(admin.page, `reach-${lang}`);
  // The other reads why at the button.
  await other.to(`/o/${other.org}/contacts?person=${me.id}`);
  const write = other.page.getByRole('button', { name: t('directory:message'), exact: true });
  await other.page.locator('#person-barred').waitFor();
  assert.equal(await write.isDisabled(), true);
  await shot(other.page, `reach-${lang}-barred`);
  // Taken away again, it is open.
  await admin.page.getByRole('button', { name: new RegExp(t('reach:role_administrator').replace(/[()]/g, '.')) }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: t('reach:remove') }).click();
  await admin.page.getByText(t('reach:none'), { exact: true }).waitFor();
  await other.page.reload();
  await write.waitFor();
  assert.equal(await write.isEnabled(), true);
  await other.context.close();
  return admin;
};

export const gateTests = {
  'who may reach whom is ruled in a table, and told at the button': walled('en', sizes.desktop),
  'who may reach whom is ruled on a phone in Chinese': walled('zh-HK', sizes.phone),
};
