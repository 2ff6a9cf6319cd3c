// Joining with a passkey and no password, in the browser's own virtual authenticator.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


async function withAuthenticator(who) {
  const cdp = await who.context.newCDPSession(who.page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

const story = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang);
  const boss = await visitor(browser, server.url, { lang });
  const send = async (path, data) => {
    const answer = await boss.context.request.post(`${server.url}/api/v1/o/${boss.org}${path}`, { data, headers: { Origin: server.url } });
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.json();
  };
  const email = `key${Date.now() % 10_000_000}${lang.length}@harbourlights.example`;
  const person = await send('/people', { name: 'KEY Holder', email });
  const { link } = await send(`/people/${person.id}/invitation`, {});
  const who = await visitor(browser, server.url, { lang, size, signIn: false });
  const { page } = who;
  await withAuthenticator(who);
  await who.to(new URL(link).pathname);
  const join = page.getByRole('button', { name: t('signin:invitation_passkey'), exact: true });
  await join.waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `invited-${lang}`);
  await join.click();
  await page.getByRole('heading', { name: t('account:codes_title') }).waitFor();
  assert.equal(await page.locator('ul[translate=no] li').count(), 10);
  await shot(page, `invited-codes-${lang}`);
  await page.getByRole('button', { name: t('account:codes_kept') }).click();
  await page.waitForURL(/\/o\/[^/]+\/welcome$/);

  // The same key opens the door again, and the last one stays while there is no password.
  await who.context.request.post(`${server.url}/api/v1/sign-out`, { headers: { Origin: server.url } });
  await who.to('/sign-in');
  await page.getByRole('button', { name: t('signin:passkey'), exact: true }).click();
  await page.waitForURL(/\/im/);
  await who.to(`/o/${boss.org}/me`);
  await page.getByText(t('me:password_none')).waitFor();
  await page.getByRole('button', { name: t('me:passkey_remove_title', { name: '' }).trim() }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('me:passkey_remove'), exact: true }).click();
  await page.locator('.ant-message-error, .ant-message-notice').first().waitFor();
  await shot(page, `invited-last-key-${lang}`);

  // A password beside it, without an old one to ask for.
  await page.getByRole('button', { name: t('me:password_choose'), exact: true }).first().click();
  assert.equal(await page.getByLabel(t('me:password_current'), { exact: true }).count(), 0);
  await page.getByLabel(t('signin:new_password'), { exact: true }).fill('ferry lanterns over the harbour');
  await shot(page, `invited-password-${lang}`);
  await page.getByRole('button', { name: t('me:password_choose'), exact: true }).last().click();
  await page.getByText(t('me:password_text')).waitFor();
  who.faults.push(...boss.faults);
  await boss.context.close();
  return who;
};

/** Somebody asks by a joining link, chooses nothing, and makes a passkey when they are let in. */
const asking = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang);
  const joinTexts = JSON.parse(readFileSync(new URL(`../src/i18n/joining/${lang}.json`, import.meta.url))).join;
  const boss = await visitor(browser, server.url, { lang });
  const send = async (path, data) => {
    const answer = await boss.context.request.post(`${server.url}/api/v1/o/${boss.org}${path}`, { data, headers: { Origin: server.url } });
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.status() === 204 ? null : answer.json();
  };
  const { link } = await send('/join-links', { days: 7, approval: true });
  const who = await visitor(browser, server.url, { lang, size, signIn: false });
  const { page } = who;
  await withAuthenticator(who);
  await who.to(new URL(link).pathname);
  const name = `ASK Keyholder ${Date.now() % 10_000_000}`;
  await page.getByLabel(joinTexts.name, { exact: true }).fill(name);
  const ask = page.getByRole('button', { name: joinTexts.ask_passkey, exact: true });
  assert.equal(await ask.isDisabled(), true, 'who they are comes first');
  await page.getByLabel(joinTexts.email).fill(`ask${Date.now() % 10_000_000}${lang.length}@harbourlights.example`);
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `ask-passkey-${lang}`);
  await ask.click();
  await page.getByRole('heading', { name: joinTexts.waiting_title }).waitFor();
  const { items } = await (await boss.context.request.get(`${server.url}/api/v1/o/${boss.org}/join-requests`)).json();
  await send('/join-requests/accept', { items: [{ id: items.find((one) => one.name === name).id }] });
  const make = page.getByRole('button', { name: t('signin:invitation_passkey'), exact: true });
  await make.waitFor({ timeout: 20_000 });
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `choose-entry-${lang}`);
  await make.click();
  await page.getByRole('heading', { name: t('account:codes_title') }).waitFor();
  await page.getByRole('button', { name: t('account:codes_kept') }).click();
  await page.waitForURL(/\/o\/[^/]+\/welcome$/);
  who.faults.push(...boss.faults);
  await boss.context.close();
  return who;
};

export const invitedPasskeyTests = {
  'asks to join and makes a passkey when let in': asking('en', sizes.desktop),
  'asks to join and makes a passkey when let in, on a phone in Chinese': asking('zh-HK', sizes.phone),
  'joins by an invitation with a passkey and no password': story('en', sizes.desktop),
  'joins by an invitation with a passkey, on a phone in Chinese': story('zh-HK', sizes.phone),
};
