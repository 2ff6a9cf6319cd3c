// A new colleague, from the picture on the wall to their first message: on a desktop in English, on a phone in Chinese.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';

const password = 'typhoon shelter at noon 26';
const textsOf = (lang) => {
  const read = (path) => JSON.parse(readFileSync(new URL(`../src/i18n/${path}`, import.meta.url)));
  const words = { ...read(`${lang}.json`), ...read(`joining/${lang}.json`) };
  return (key) => {
    const [space, name] = key.split(':');
    if (words[space]?.[name] === undefined) throw new Error(`no text ${key}`);
    return words[space][name];
  };
};

/** Proves once more that it is them, where the console asks for it. */
async function prove(page) {
  const shut = page.locator('form input[type=password]');
  if (await shut.count()) {
    const boot = await (await page.context().request.get(new URL('/api/v1/boot', page.url()).href)).json();
    await shut.first().fill(boot.demo_sign_ins[0].password);
    await page.keyboard.press('Enter');
  }
}

async function makeLink(boss, t) {
  await boss.to(`/o/${boss.org}/admin/joining?add=1`);
  await boss.page.waitForTimeout(600);
  await prove(boss.page);
  await boss.page.getByRole('dialog').getByRole('button', { name: t('join:make') }).click();
  const field = boss.page.getByRole('dialog').getByLabel(t('join:link'));
  await field.waitFor();
  await boss.page.waitForFunction(() => [...document.querySelectorAll('input')].some((one) => one.value.includes('/join/')));
  assert.ok((await boss.page.getByRole('dialog').locator('img').getAttribute('src')).startsWith('data:image/png'), 'the link as a picture');
  return field.inputValue();
}

async function fromLinkToFirstMessage({ browser, server }, lang, size) {
  const t = textsOf(lang);
  const boss = await visitor(browser, server.url, { lang, size });
  const link = await makeLink(boss, t);
  const guest = await visitor(browser, server.url, { lang, size, signIn: false });
  await guest.page.goto(link);
  const name = `NG Joiner ${lang} ${Date.now() % 100000}`;
  await guest.page.getByLabel(t('join:name'), { exact: true }).fill(name);
  await guest.page.getByLabel(t('join:email')).fill(`joiner${Date.now() % 1000000}@harbour.com.hk`);
  await guest.page.getByLabel(t('signin:new_password'), { exact: true }).fill(password);
  assert.deepEqual(await axeFaults(guest.page), []);
  await guest.page.getByRole('button', { name: t('join:ask') }).click();
  await guest.page.getByRole('heading', { name: t('join:waiting_title') }).waitFor();

  await boss.to(`/o/${boss.org}/admin/joining`);
  const row = boss.page.getByRole('listitem').filter({ hasText: name });
  await row.waitFor();
  assert.deepEqual(await axeFaults(boss.page), []);
  await row.getByRole('button', { name: t('join:accept') }).click();
  await row.waitFor({ state: 'detached' });

  // The waiting page goes on by itself: they need not type the password again.
  await guest.page.waitForURL(/\/o\/[^/]+\/welcome$/, { timeout: 20_000 });
  guest.org = /\/o\/([^/]+)/.exec(guest.page.url())[1];
  const someone = (await (await guest.context.request.get(`${server.url}/api/v1/o/${guest.org}/people?limit=20`)).json()).items.find((one) => one.can?.includes('message'));
  await guest.to(`/o/${guest.org}/contacts?person=${someone.id}`);
  await guest.page.getByRole('button', { name: t('directory:message'), exact: true }).click();
  const composer = guest.page.locator('textarea:not([aria-hidden])').first();
  await composer.fill('早晨，我是新同事。');
  await guest.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await guest.page.getByRole('log').getByText('早晨，我是新同事。').waitFor();
  guest.faults.push(...boss.faults);
  await boss.context.close();
  return guest;
}

export const joiningTests = {
  'joins from a link to the first message, on a desktop': (at) => fromLinkToFirstMessage(at, 'en', sizes.desktop),
  'joins from a link to the first message, on a phone in Chinese': (at) => fromLinkToFirstMessage(at, 'zh-HK', sizes.phone),
  'says of a new device that it was not them, and changes the password': async ({ browser, server }) => {
    const boss = await visitor(browser, server.url);
    const boot = await (await boss.context.request.get(`${server.url}/api/v1/boot`)).json();
    const shown = boot.demo_sign_ins.map((one) => one.login);
    const person = (await boss.get('/people?limit=100')).items.filter((one) => one.has_account && !one.is_admin && !shown.includes(one.email)).at(-1);
    const enter = async () => {
      const who = await visitor(browser, server.url, { signIn: false });
      const answer = await who.context.request.post(`${server.url}/api/v1/sign-in`, { data: { login: person.email, password: boot.demo_sign_ins[0].password }, headers: { Origin: server.url } });
      assert.ok(answer.ok(), await answer.text());
      return who;
    };
    const owner = await enter();
    const thief = await enter();
    await thief.to(`/o/${boss.org}/im`);
    await thief.page.getByRole('heading', { name: 'Messages' }).waitFor();
    await owner.to(`/o/${boss.org}/im`);
    await owner.page.getByRole('button', { name: /Notif|Notices/ }).first().click();
    await owner.page.getByText('Your account was signed in on a new device').first().click();
    await owner.page.getByRole('heading', { name: 'Was this you?' }).waitFor();
    assert.deepEqual(await axeFaults(owner.page), []);
    await shot(owner.page, 'new-device');
    await owner.page.getByRole('button', { name: 'That was not me' }).click();
    await owner.page.getByRole('textbox', { name: 'New password' }).waitFor();
    await thief.page.waitForURL(/sign-in/, { timeout: 10_000 });

    // An administrator signs them out of the organisation: the open page is led to the sign-in.
    await boss.to(`/o/${boss.org}/contacts?person=${person.id}`);
    await boss.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await shot(boss.page, 'sign-out-member');
    await boss.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await owner.page.waitForURL(/sign-in/, { timeout: 10_000 });
    boss.faults.push(...owner.faults, ...thief.faults);
    await owner.context.close();
    await thief.context.close();
    return boss;
  },
  'takes the directory away as a file': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/admin/downloads`);
    await who.page.waitForTimeout(600);
    await prove(who.page);
    await who.page.getByRole('button', { name: 'Make a file' }).click();
    await who.page.getByRole('menuitem', { name: 'People (CSV)' }).click();
    const row = who.page.getByRole('listitem').filter({ hasText: /people-.*\.csv/ }).first();
    await row.waitFor();
    assert.deepEqual(await axeFaults(who.page), []);
    const download = who.page.waitForEvent('download');
    await row.getByRole('button').click();
    const text = readFileSync(await (await download).path(), 'utf8');
    assert.ok(text.startsWith('\ufeffStaff no. 員工編號') && text.split('\r\n').length > 10, text.slice(0, 200));
    return who;
  },
  'joins by no link that is dead': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { signIn: false });
    await who.to('/join/nothing-of-this-name');
    await who.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    assert.deepEqual(await axeFaults(who.page), []);
    return who;
  },
};
