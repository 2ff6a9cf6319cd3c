// An administrator adds the company's provider, and somebody comes in by it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const program = process.env.IDP ?? fileURLToPath(new URL('../../bin/idp', import.meta.url));

/** A provider on this machine that knows some people. */
export async function provider(url, ...mails) {
  const child = spawn(program, ['127.0.0.1:0', `${url}/sign-in/company`, ...mails], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const [issuer, client, ...secret] = line.split(' ');
  return { issuer, client, secret: secret.join(' '), password: "provider's own", stop: () => child.kill() };
}

const comesByCompany = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'sso');
  const boss = await visitor(browser, server.url, { lang, size });
  const boot = await (await boss.context.request.get(`${server.url}/api/v1/boot`)).json();
  const { login } = boot.demo_sign_ins[1];
  const idp = await provider(server.url, login);
  const headers = { 'X-Tramway-Client': 'page', Origin: server.url };
  const domains = (list) => boss.context.request.put(`${server.url}/api/v1/o/${boss.org}/mail-domains`, { data: { domains: list }, headers });
  const before = (await boss.get('/mail-domains')).domains;
  assert.ok((await domains([login.split('@')[1]])).ok());
  try {
    await adds(boss, idp, t, lang);
    const who = await visitor(browser, server.url, { lang, size, signIn: false });
    await comes(who, idp, login, t, lang);
    // The session leads into this organisation, and not to the account's password.
    await who.to(`/o/${boss.org}/me`);
    await who.page.getByText(t('sso:bound_text'), { exact: true }).waitFor();
    assert.equal(await who.page.getByRole('heading', { name: t('shell:password'), exact: true }).count(), 0);
    await shot(who.page, `sso-${lang}-me`);
    assert.deepEqual(await axeFaults(who.page), []);
    await removes(boss, t, lang);
    assert.deepEqual(who.faults, []);
  } finally {
    await domains(before);
    idp.stop();
  }
  return boss;
};

async function adds(boss, idp, t, lang) {
  const { page } = boss;
  await boss.to(`/o/${boss.org}/admin/sign-in`);
  await page.getByText(t('sso:none'), { exact: true }).waitFor();
  await shot(page, `sso-${lang}-none`);
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('button', { name: t('sso:add'), exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel(t('sso:name'), { exact: true }).fill('Harbour ID');
  await form.getByLabel(t('sso:issuer'), { exact: true }).fill(idp.issuer);
  await form.getByLabel(t('sso:client'), { exact: true }).fill(idp.client);
  await form.getByLabel(t('sso:secret'), { exact: true }).fill(idp.secret);
  await shot(page, `sso-${lang}-form`);
  assert.deepEqual(await axeFaults(page), []);
  await form.getByRole('button', { name: t('sso:add'), exact: true }).click();
  const card = page.getByRole('region', { name: 'Harbour ID' });
  await card.getByText(t('sso:untested'), { exact: true }).waitFor();
  await card.getByRole('button', { name: t('sso:test'), exact: true }).click();
  await card.getByText(t('sso:is_off'), { exact: true }).waitFor();
  await card.getByRole('button', { name: t('sso:turn_on'), exact: true }).click();
  await card.getByText(t('sso:is_on'), { exact: true }).waitFor();
  await shot(page, `sso-${lang}-on`);
}

async function comes(who, idp, login, t, lang) {
  const { page } = who;
  await who.to('/sign-in');
  await page.getByRole('button', { name: t('signin:company'), exact: true }).waitFor();
  await shot(page, `sso-${lang}-door`);
  await page.getByRole('button', { name: t('signin:company'), exact: true }).click();
  await page.getByLabel(t('sso:mail'), { exact: true }).fill('somebody@nowhere.example');
  await page.getByRole('button', { name: t('sso:look'), exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel(t('sso:mail'), { exact: true }).fill(login);
  await page.getByRole('button', { name: t('sso:look'), exact: true }).click();
  const go = page.getByRole('button', { name: t('sso:go').replace('{{name}}', 'Harbour ID'), exact: true });
  await go.waitFor();
  await page.getByText(t('sso:at').replace('{{host}}', 'localhost'), { exact: true }).waitFor();
  await shot(page, `sso-${lang}-way`);
  assert.deepEqual(await axeFaults(page), []);
  await go.click();
  await page.locator('#username').fill(login);
  await page.locator('#password').fill(idp.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/o\/[^/]+\/im/);
  // What was brought back is good once, and is not in the address any more.
  await page.goto(`${new URL(page.url()).origin}/sign-in/company?state=x&code=y`);
  await page.getByRole('alert').waitFor();
  await shot(page, `sso-${lang}-failed`);
  assert.ok(!page.url().includes('code='), page.url());
}

async function removes(boss, t, lang) {
  const { page } = boss;
  await page.reload();
  const card = page.getByRole('region', { name: 'Harbour ID' });
  await card.getByRole('button', { name: `${t('sso:people')} (1)`, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(t('sso:unlink_of').replace('{{name}}', '.+')) }).waitFor();
  await shot(page, `sso-${lang}-people`);
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: t('sso:remove'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('sso:remove'), exact: true }).click();
  await page.getByText(t('sso:none'), { exact: true }).waitFor();
}

export const ssoTests = {
  'comes in by the company’s provider': comesByCompany('en', sizes.desktop),
  'comes in by the company’s provider, in Chinese on a phone': comesByCompany('zh-HK', sizes.phone),
};
