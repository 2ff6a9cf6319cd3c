// An administrator adds the company's SAML provider, takes over what it says anew, and somebody comes in by it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const program = fileURLToPath(new URL('../../internal/sso/ssotest/saml_idp.py', import.meta.url));

/** pysaml2 on this machine, with a certificate that is good for so many days. */
async function provider(days) {
  const folder = await mkdtemp(join(tmpdir(), 'saml-idp-'));
  const child = spawn(process.env.PYSAML2 ?? '/usr/bin/python3', [program, folder, String(days)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = await once(createInterface({ input: child.stdout }), 'line');
  const put = async (path, body) => assert.ok((await fetch(address + path, { method: 'PUT', body })).ok);
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
    await rm(folder, { recursive: true });
  };
  return { address, put, stop, password: "provider's own" };
}

const comesByAssertion = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'sso');
  const boss = await visitor(browser, server.url, { lang, size });
  const boot = await (await boss.context.request.get(`${server.url}/api/v1/boot`)).json();
  const { login } = boot.demo_sign_ins[1];
  const idp = await provider(20);
  const headers = { 'X-Tramway-Client': 'page', Origin: server.url };
  const domains = (list) =>
    boss.context.request.put(`${server.url}/api/v1/o/${boss.org}/mail-domains`, { data: { domains: list }, headers });
  const before = (await boss.get('/mail-domains')).domains;
  assert.ok((await domains([login.split('@')[1]])).ok());
  await idp.put('/behaviour', JSON.stringify({ people: { [login]: { name: 'person-1', mail: login } } }));
  try {
    await idp.put('/sp', await downloads(boss, t, lang));
    await adds(boss, idp, t, lang);
    const who = await visitor(browser, server.url, { lang, size, signIn: false });
    await comes(who, boss.org, idp, login, t);
    await who.to(`/o/${boss.org}/me`);
    await who.page.getByText(t('sso:bound_text'), { exact: true }).waitFor();
    await unasked(who, t, lang);
    await removes(boss, t);
    assert.deepEqual(who.faults, []);
  } finally {
    await domains(before);
    await idp.stop();
  }
  return boss;
};

/** Our metadata, as the administrator gets it. */
async function downloads({ page, to, org }, t) {
  await to(`/o/${org}/admin/sign-in`);
  const waits = page.waitForEvent('download');
  await page.getByRole('button', { name: t('sso:our_metadata'), exact: true }).click();
  const file = await waits;
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  const text = Buffer.concat(parts).toString();
  assert.match(text, new RegExp(`entityID="[^"]+/saml/${org}"`));
  return text;
}

async function adds(boss, idp, t, lang) {
  const { page } = boss;
  await page.getByRole('button', { name: t('sso:add'), exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByText(t('sso:saml'), { exact: true }).click();
  await form.getByLabel(t('sso:name'), { exact: true }).fill('Harbour AD FS');
  const address = form.getByRole('textbox', { name: new RegExp(t('sso:metadata_url')) });
  await form.getByRole('textbox', { name: new RegExp(t('sso:metadata'), 'i') }).last().fill('<html/>');
  await form.getByRole('button', { name: t('sso:add'), exact: true }).click();
  await form.getByRole('alert').first().waitFor();
  await shot(page, `saml-${lang}-form`);
  assert.deepEqual(await axeFaults(page), []);
  await form.getByRole('textbox', { name: new RegExp(t('sso:metadata'), 'i') }).last().fill('');
  await address.fill(`${idp.address}/metadata`);
  await form.getByRole('button', { name: t('sso:add'), exact: true }).click();
  const card = page.getByRole('region', { name: 'Harbour AD FS' });
  await card.getByText(t('sso:untested'), { exact: true }).waitFor();
  await card.getByRole('button', { name: t('sso:test'), exact: true }).click();
  await page.getByText(t('sso:tested_saml'), { exact: true }).waitFor();
  await card.getByRole('button', { name: t('sso:turn_on'), exact: true }).click();
  await card.getByText(t('sso:is_on'), { exact: true }).waitFor();
  await card.getByText(t('sso:certificate_ending'), { exact: true }).waitFor();
  await shot(page, `saml-${lang}-on`);
  assert.deepEqual(await axeFaults(page), []);
  await renews(boss, card, idp, t, lang);
}

/** Before: the kept metadata has one certificate less than the provider shows. */
async function renews({ page }, card, idp, t, lang) {
  await card.getByRole('button', { name: t('sso:ask_again'), exact: true }).click();
  await page.getByRole('dialog').getByText(t('sso:told_same'), { exact: true }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: t('shell:close'), exact: true }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await idp.put('/renew', '');
  await card.getByRole('button', { name: t('sso:ask_again'), exact: true }).click();
  const told = page.getByRole('dialog');
  await told.getByText(t('sso:told_changed'), { exact: true }).waitFor();
  await shot(page, `saml-${lang}-told`);
  assert.deepEqual(await axeFaults(page), []);
  await told.getByRole('button', { name: t('sso:take_over'), exact: true }).click();
  await told.waitFor({ state: 'hidden' });
  await card.getByText(t('sso:certificate_ending'), { exact: true }).waitFor({ state: 'hidden' });
  await card.getByText(t('sso:is_on'), { exact: true }).waitFor();
}

async function comes(who, org, idp, login, t) {
  const { page } = who;
  await who.to(`/sign-in/company?company=${org}`);
  await page.getByRole('button', { name: t('sso:go').replace('{{name}}', 'Harbour AD FS'), exact: true }).click();
  await page.locator('#username').fill(login);
  await page.locator('#password').fill(idp.password);
  await page.keyboard.press('Enter');
  // The provider's page posts the answer to ours by itself, as another site, and our page finishes.
  await page.waitForURL(/\/o\/[^/]+\/im/);
}

/** What a provider sends unasked is refused by name. */
async function unasked({ page }, t, lang) {
  await page.goto(`${new URL(page.url()).origin}/sign-in/company?state=&error=unsolicited`);
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: t('sso:again'), exact: true }).waitFor();
  await shot(page, `saml-${lang}-unasked`);
}

async function removes({ page }, t) {
  await page.reload();
  const card = page.getByRole('region', { name: 'Harbour AD FS' });
  await card.getByRole('button', { name: t('sso:remove'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('sso:remove'), exact: true }).click();
  await page.getByText(t('sso:none'), { exact: true }).waitFor();
}

export const samlTests = {
  'comes in by the company’s SAML provider': comesByAssertion('en', sizes.desktop),
  'comes in by the company’s SAML provider, in Chinese on a phone': comesByAssertion('zh-HK', sizes.phone),
};
