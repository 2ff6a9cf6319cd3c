// An organisation makes its own provider the only way in: who is here by a password stands before the door, and a
// new colleague comes in without ever choosing one.
import assert from 'node:assert/strict';
import { axeFaults, connectApp, shot, sizes, visitor } from './browser.mjs';
import { provider } from './sso.mjs';
import { texts } from './verification.mjs';

const password = 'tramlines at causeway 2026';

/** Asks the server in the name of whoever the context is. */
const asker = (who, url) => async (method, path, data) => {
  const answer = await who.context.request.fetch(`${url}/api/v1${path}`, { method, data, headers: { 'X-Tramway-Client': 'page', Origin: url } });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? {} : answer.json();
};

async function invitation(ask, org, name, email) {
  const { id } = await ask('POST', `/o/${org}/people`, { name, email });
  const { link } = await ask('POST', `/o/${org}/people/${id}/invitation`, {});
  return link.slice(link.lastIndexOf('/') + 1);
}

/** Somebody with an organisation of their own and a second factor. */
async function founds(browser, url, domain, { lang, size }) {
  const door = await visitor(browser, url);
  const login = `boss@${domain}`;
  const token = await invitation(asker(door, url), door.org, 'BOSS Ka Yan', login);
  await door.context.close();
  const boss = await visitor(browser, url, { lang, size, signIn: false });
  const ask = asker(boss, url);
  await ask('POST', '/invitations/accept', { token, password });
  boss.org = (await ask('POST', '/organisations', { name: `Only Works ${domain.split('.')[0]}`, region: 'hk' })).id;
  await boss.to('/protect');
  await boss.page.getByRole('button', { name: texts(lang, 'sso')('account:offer_app'), exact: true }).click();
  boss.codes = (await connectApp(boss.page)).codes;
  return { ...boss, login, ask };
}

/** Goes to the provider from the page that leads there, and comes back. */
async function through(page, idp, login, t) {
  await page.getByRole('button', { name: t('sso:go').replace('{{name}}', 'Only ID'), exact: true }).click();
  await page.locator('#username').fill(login);
  await page.locator('#password').fill(idp.password);
  await page.keyboard.press('Enter');
}

async function triesIt(browser, url, boss, idp) {
  const who = await visitor(browser, url, { signIn: false });
  await who.to(`/sign-in/company?company=${boss.org}`);
  await through(who.page, idp, boss.login, texts('en', 'sso'));
  await who.page.getByLabel(texts('en', 'sso')('signin:code')).fill(boss.codes[0]);
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/\/o\/[^/]+\/im/);
  await who.context.close();
}

async function shuts(boss, t, lang) {
  const { page } = boss;
  await boss.to(`/o/${boss.org}/admin/sign-in`);
  const card = page.getByRole('region', { name: t('sso:only_title') });
  await card.getByText(t('sso:only_on'), { exact: true }).click();
  const picker = card.getByLabel(t('sso:only_emergency'), { exact: true });
  await picker.fill('BOSS');
  await page.locator('.ant-select-item-option', { hasText: 'BOSS' }).first().dispatchEvent('click');
  await page.keyboard.press('Escape');
  await shot(page, `sso-only-${lang}-card`);
  assert.deepEqual(await axeFaults(page), []);
  await card.getByRole('button', { name: t('sso:only_save'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('sso:only_shut'), exact: true }).click();
  await page.getByText(t('sso:only_saved'), { exact: true }).waitFor();
  await page.reload();
  await card.getByRole('switch', { checked: true }).waitFor();
}

const onlyWayIn = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'sso');
  const domain = `only-${Date.now().toString(36)}.example`;
  const boss = await founds(browser, server.url, domain, { lang, size });
  const wing = `wing@${domain}`;
  const idp = await provider(server.url, boss.login, wing);
  try {
    await boss.ask('PUT', `/o/${boss.org}/mail-domains`, { domains: [domain] });
    const one = await boss.ask('POST', `/o/${boss.org}/sso/providers`, { name: 'Only ID', issuer: idp.issuer, client_id: idp.client, client_secret: idp.secret, stands_in: false, trusts_mail: false });
    await boss.ask('POST', `/o/${boss.org}/sso/providers/${one.id}/test`, {});
    await boss.ask('PUT', `/o/${boss.org}/sso/providers/${one.id}/on`, { on: true });
    await triesIt(browser, server.url, boss, idp);
    // Somebody is here by a password when the door is shut.
    const mei = await visitor(browser, server.url, { lang, size, signIn: false });
    await asker(mei, server.url)('POST', '/invitations/accept', { token: await invitation(boss.ask, boss.org, 'MEI', `mei@${domain}`), password });
    await mei.to(`/o/${boss.org}/im`);
    await mei.page.getByRole('navigation').first().waitFor();
    await shuts(boss, t, lang);
    await mei.page.getByRole('button', { name: t('sso:only_gate_go'), exact: true }).waitFor({ timeout: 15_000 });
    await shot(mei.page, `sso-only-${lang}-gate`);
    assert.deepEqual(await axeFaults(mei.page), []);
    await mei.page.getByRole('button', { name: t('sso:only_gate_go'), exact: true }).click();
    await mei.page.getByText(t('sso:at').replace('{{host}}', 'localhost'), { exact: true }).waitFor();
    // A new colleague.
    const token = await invitation(boss.ask, boss.org, 'WING', wing);
    const come = await visitor(browser, server.url, { lang, size, signIn: false });
    await come.to(`/invitation/${token}`);
    await come.page.getByText(t('sso:only_invited_text'), { exact: true }).waitFor();
    await shot(come.page, `sso-only-${lang}-invited`);
    assert.deepEqual(await axeFaults(come.page), []);
    await come.page.getByRole('button', { name: t('sso:only_gate_go'), exact: true }).click();
    await through(come.page, idp, wing, t);
    await come.page.waitForURL(/\/o\/[^/]+\/welcome$/);
    assert.deepEqual([...boss.faults, ...mei.faults, ...come.faults], []);
  } finally {
    idp.stop();
  }
  return boss;
};

export const ssoOnlyTests = {
  'shuts the door to passwords': onlyWayIn('en', sizes.desktop),
  'shuts the door to passwords, in Chinese on a phone': onlyWayIn('zh-HK', sizes.phone),
};
