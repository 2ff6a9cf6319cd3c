// Signing in: by a password, in two steps, by a passkey.
import assert from 'node:assert/strict';
import { codeOf, sizes, typeIn, visitor } from './browser.mjs';

// One of the people of the demonstration who is no administrator, so that other tests go on as before.
const colleague = async (browser, server, options) => {
  const who = await visitor(browser, server.url, { ...options, signIn: false });
  const boot = await (await who.context.request.get(`${server.url}/api/v1/boot`)).json();
  who.one = boot.demo_sign_ins[1];
  return who;
};
const reach = async (page, name) => {
  for (let n = 0; n < 80; n += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.innerText?.trim())) === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
};

export const factorTests = {
  'signs in by password and comes to the messages': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { signIn: false });
    const boot = await (await who.context.request.get(`${server.url}/api/v1/boot`)).json();
    const { login, password } = process.env.LOGIN ? { login: process.env.LOGIN, password: process.env.PASSWORD } : boot.demo_sign_ins[0];
    await who.to('/');
    await who.page.waitForURL(/sign-in/);
    await who.page.getByLabel('E-mail').fill(login);
    await who.page.getByLabel('Password', { exact: true }).fill('wrong');
    await who.page.keyboard.press('Enter');
    await who.page.getByRole('alert').waitFor();
    await who.page.getByLabel('Password', { exact: true }).fill(password);
    await who.page.keyboard.press('Enter');
    await who.page.waitForURL(/\/im/);
    await who.page.getByRole('heading', { name: 'Messages' }).waitFor();
    return who;
  },
  'connects an app by keyboard only, signs in in two steps, and with a recovery code once': async ({ browser, server }) => {
    const who = await colleague(browser, server);
    const { page, one } = who;
    const enter = async () => {
      await who.context.clearCookies();
      await who.to('/sign-in');
      await page.getByLabel('E-mail').focus();
      await typeIn(page, one.login, 'Tab', one.password, 'Enter');
    };
    await enter();
    await page.waitForURL(/\/im/);
    const org = /\/o\/([^/]+)/.exec(page.url())[1];
    await who.to(`/o/${org}/me`);
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await reach(page, 'Connect an app');
    await page.keyboard.press('Enter');
    const secret = await page.locator('form code').innerText();
    await page.getByLabel('Code').focus();
    await typeIn(page, '000000', 'Enter');
    await page.getByText(/^This code is not right/).waitFor();
    await page.getByLabel('Code').fill('');
    const connected = codeOf(secret);
    await typeIn(page, connected, 'Enter');
    const codes = page.locator('ul[translate=no] li');
    await codes.first().waitFor();
    const kept = await codes.allInnerTexts();
    assert.equal(kept.length, 10);
    await page.getByText('10 left.', { exact: false }).waitFor();
    await enter();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await typeIn(page, connected, 'Enter'); // its time step was used up by connecting
    await page.getByText(/^This code is not right/).waitFor();
    await page.getByLabel('Code').fill('');
    await typeIn(page, kept[0], 'Enter');
    await page.waitForURL(/\/im/);
    await enter();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await typeIn(page, kept[0], 'Enter');
    await page.getByText(/^This code is not right/).waitFor();
    await page.getByLabel('Code').fill('');
    await typeIn(page, kept[1], 'Enter');
    await page.waitForURL(/\/im/);
    await who.to(`/o/${org}/me`);
    await page.getByText('8 left.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('button', { name: 'Connect an app' }).waitFor();
    return who;
  },
  'on a phone, in Chinese: refuses a common password and says why': async ({ browser, server }) => {
    const who = await colleague(browser, server, { lang: 'zh-HK', size: sizes.phone });
    await who.context.request.post(`${server.url}/api/v1/sign-in`, { data: { login: who.one.login, password: who.one.password }, headers: { Origin: server.url } });
    await who.to('/');
    await who.page.waitForURL(/\/im/);
    await who.to(who.page.url().replace('/im', '/me').replace(server.url, ''));
    await who.page.getByRole('button', { name: '更改密碼' }).click();
    await who.page.getByLabel('目前密碼').fill(who.one.password);
    for (const [word, why] of [['passwordpassword', /人人都會試/], ['harbour2026harbour', /由你的姓名/]]) {
      await who.page.getByLabel('新密碼').fill(word);
      await who.page.keyboard.press('Enter');
      await who.page.getByText(why).waitFor();
    }
    return who;
  },
  'signs in with a passkey, and not with one that was removed': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const cdp = await who.context.newCDPSession(who.page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
      },
    });
    const withPasskey = async () => {
      await who.context.request.post(`${server.url}/api/v1/sign-out`, { headers: { Origin: server.url } });
      await who.to('/sign-in');
      await who.page.getByRole('button', { name: 'Use a passkey' }).click();
    };
    await who.to(`/o/${who.org}/me`);
    await who.page.getByRole('button', { name: 'Add a passkey' }).click();
    await who.page.getByRole('button', { name: /^Remove / }).waitFor();
    await who.page.getByRole('button', { name: 'I have kept them' }).click();
    await withPasskey();
    await who.page.waitForURL(/\/im/);
    await who.to(`/o/${who.org}/me`);
    await who.page.getByText(/Last used/).first().waitFor();
    await who.page.getByRole('button', { name: /^Remove / }).click();
    await who.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await who.page.getByRole('button', { name: /^Remove / }).waitFor({ state: 'detached' });
    await withPasskey();
    await who.page.getByRole('alert').waitFor();
    assert.match(who.page.url(), /sign-in/, 'a passkey that was removed opens nothing');
    return who;
  },
};
