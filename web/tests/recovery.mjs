// Somebody who lost every way in comes back: another administrator, a code, a waiting time.
import assert from 'node:assert/strict';
import { connectApp, shot, sizes, tramway, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const codeTo = (server, login) => tramway(server, 'user', 'code', login).split('\n')[0];

const recovery = (lang, size, nth) => async ({ browser, server }) => {
  const t = texts(lang, 'access');
  const boss = await visitor(browser, server.url, { lang });
  const boot = await (await boss.context.request.get(`${server.url}/api/v1/boot`)).json();
  const { password } = boot.demo_sign_ins[0];
  const shown = boot.demo_sign_ins.map((one) => one.login);
  const person = (await boss.get('/people?limit=50')).items.filter((one) => one.status === 'active' && !one.is_admin && one.email && !shown.includes(one.email))[nth];
  const roles = `${server.url}/api/v1/o/${boss.org}/access/roles/administrator/people`;
  const given = await boss.context.request.post(roles, { data: { person_id: person.id }, headers: { Origin: server.url } });
  assert.ok(given.ok(), await given.text());

  const who = await visitor(browser, server.url, { lang, size, signIn: false });
  const { page } = who;
  const signIn = async (secret) => {
    await page.getByLabel(t('signin:login')).fill(person.email);
    await page.getByLabel(t('shell:password'), { exact: true }).fill(secret);
    await page.keyboard.press('Enter');
  };
  await who.to('/sign-in');
  await signIn(password);
  await page.waitForURL(/\/im/);
  // The console is shut until there is a second factor, and leads to one.
  await who.to(`/o/${boss.org}/admin/recovery`);
  await page.getByRole('heading', { name: t('shell:second_needed_title') }).waitFor();
  await page.getByRole('button', { name: t('shell:continue') }).click();
  await page.getByRole('button', { name: t('account:offer_app') }).click();
  await connectApp(page);
  await page.getByRole('button', { name: t('account:codes_kept') }).click();
  await page.waitForURL(/\/im/);
  await who.to(`/o/${boss.org}/me`);
  await page.getByRole('button', { name: t('account:mobile_add') }).click();
  await page.getByLabel(t('account:mobile_number')).fill('9123 4567');
  await page.keyboard.press('Enter');
  await page.getByLabel(t('signin:code')).waitFor();
  await page.getByLabel(t('signin:code')).fill(codeTo(server, person.email));
  await page.keyboard.press('Enter');
  await page.getByText('+852 •••• ••67').waitFor();

  // Everything is lost.
  await who.context.clearCookies();
  await who.to('/sign-in');
  await page.getByRole('link', { name: t('signin:forgot') }).click();
  await page.getByRole('link', { name: t('account:recover_link') }).click();
  await page.getByLabel(t('signin:login')).fill(person.email);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('account:recover_asked') }).waitFor();
  await boss.to(`/o/${boss.org}/admin/recovery`);
  await boss.page.getByRole('button', { name: t('access:recovery_approve_of', { name: person.name }) }).click();
  await boss.page.getByRole('dialog').getByRole('button', { name: t('access:recovery_approve'), exact: true }).click();
  await boss.page.getByText(t('access:recovery_step_approved')).waitFor();
  await page.getByRole('heading', { name: t('account:recover_approved') }).waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: t('account:mobile_send') }).click();
  await page.getByText(t('account:recover_sent'), { exact: true }).waitFor();
  await page.getByLabel(t('signin:code')).fill('00000x');
  await page.keyboard.press('Enter');
  await page.getByText(t('signin:code') === 'Code' ? /^This code is not right/ : /此驗證碼不正確/).waitFor();
  await page.getByLabel(t('signin:code')).fill(codeTo(server, person.email));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('account:recover_waiting') }).waitFor();
  await shot(page, `recover-waiting-${lang}`);
  await page.getByRole('heading', { name: t('account:recover_ready') }).waitFor({ timeout: 15_000 });
  await page.getByLabel(t('signin:new_password')).fill('seven ferries at noon');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/im/);
  // The second factor went with what was lost.
  await who.to(`/o/${boss.org}/admin/recovery`);
  await page.getByRole('heading', { name: t('shell:second_needed_title') }).waitFor();
  const acts = (await boss.get('/record/entries?action=account.recovery&limit=5')).items.map((one) => one.action.split('.').pop());
  assert.deepEqual(acts, ['prove_mobile', 'wrong_code', 'send_code', 'approve', 'ask']);
  const api = (path) => `${server.url}/api/v1${path}`;
  const take = async () => (await boss.context.request.delete(`${roles}/${person.id}`, { headers: { Origin: server.url } })).status();
  if (!(await (await boss.context.request.get(api('/me/mobile'))).json()).mobile) {
    assert.equal(await take(), 409, 'the last administrator with a proved mobile stays');
    const send = (path, data) => boss.context.request.post(api(path), { data, headers: { Origin: server.url } });
    await send('/me/mobile/begin', { number: '6123 4567' });
    await send('/me/mobile/finish', { code: codeTo(server, boot.demo_sign_ins[0].login) });
  }
  assert.equal(await take(), 204);
  await boss.context.close();
  who.faults.push(...boss.faults);
  return who;
};

export const recoveryTests = {
  'recovers a locked-out administrator': recovery('en', sizes.desktop, 20),
  'recovers a locked-out administrator on a phone, in Chinese': recovery('zh-HK', sizes.phone, 21),
};
