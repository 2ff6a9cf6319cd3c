// What was read is read again without a network, after a reload too; and nothing of it stays where it may not.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

/** Names of everything that lies in the browser's store. */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('tramway');
        open.onupgradeneeded = () => open.transaction.abort(); // there is none
        open.onerror = () => resolve([]);
        open.onsuccess = () => {
          const all = open.result.transaction('kept').objectStore('kept').getAllKeys();
          all.onerror = () => reject(all.error);
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result);
          };
        };
      }),
  );

async function until(what, holds) {
  for (const end = Date.now() + 60_000; !(await holds()); await new Promise((next) => setTimeout(next, 200))) {
    assert.ok(Date.now() < end, what);
  }
}

const say = async (who, server, id, text) => {
  const answer = await who.context.request.post(`${server.url}/api/v1/o/${who.org}/conversations/${id}/messages`, {
    data: { client_id: crypto.randomUUID(), text },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(answer.ok(), await answer.text());
  return (await answer.json()).seq;
};

/** Waits until the shell and the conversation are kept. */
const stands = async (who, id) => {
  await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const name = `["o","${who.org}","messages","${id}"]`;
  await until('the conversation is kept', async () => (await kept(who.page)).includes(name));
  await who.page.waitForTimeout(1500); // what came last is written a second later
};

const bar = (page, t) => page.getByRole('status').getByText(t('shell:offline_since').split('{{time}}')[0].trim());

const readOn = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, id, title } = await pair(browser, server, { lang, size });
  const recalled = await say(other, server, id, '一會撤回 soon recalled');
  await say(other, server, id, '八號風球，留在家中');
  const log = one.page.getByRole('log');
  await log.getByText('留在家中').waitFor();
  await stands(one, id);
  // The network goes, the page is opened anew: what was read stands there, and the bar says from when.
  await one.context.setOffline(true);
  await one.page.reload();
  await log.getByText('留在家中').waitFor();
  await log.getByText('soon recalled').waitFor();
  await bar(one.page, t).waitFor();
  await composer(one.page).fill('written in the tunnel');
  await one.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await log.getByText('written in the tunnel').waitFor();
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `offline-${lang}`);
  // Meanwhile others go on. Opened once more without a network, what was written waits, once.
  await say(other, server, id, 'said meanwhile');
  const taken = await other.context.request.post(`${server.url}/api/v1/o/${other.org}/conversations/${id}/messages/${recalled}/recall`, {
    data: {}, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(taken.ok(), await taken.text());
  if (size.width < 600) {
    await one.to(`/o/${one.org}/im`);
    const row = one.page.getByRole('navigation', { name: t('chat:list') }).getByRole('link').filter({ hasText: title });
    await row.waitFor();
    await shot(one.page, `offline-${lang}-list`);
    await row.click();
  } else await one.page.reload();
  await log.getByText('written in the tunnel').waitFor();
  assert.equal(await log.getByText('written in the tunnel').count(), 1);
  // It comes back: everything in its order, once; what was recalled is gone from the page and from the copy.
  await one.context.setOffline(false);
  await log.getByText('said meanwhile').waitFor();
  await other.page.getByRole('log').getByText('written in the tunnel').waitFor();
  await log.getByText('soon recalled').waitFor({ state: 'detached' });
  await bar(one.page, t).waitFor({ state: 'detached' });
  const said = await other.get(`/conversations/${id}/messages`);
  assert.deepEqual(said.items.filter((m) => m.kind === 'text').map((m) => m.text), ['八號風球，留在家中', 'said meanwhile', 'written in the tunnel']);
  assert.equal(await log.getByText('written in the tunnel').count(), 1);
  await other.context.close();
  return one;
};

const signedOut = async ({ browser, server }) => {
  const t = texts('en', 'talk');
  const { one, other, id } = await pair(browser, server, { lang: 'en', size: sizes.desktop });
  await say(one, server, id, 'for those who are here');
  await stands(one, id);
  // A second window of the same person stands open while they sign out in the first.
  const second = await one.context.newPage();
  await second.goto(`${server.url}/o/${one.org}/im/${id}`);
  await second.getByRole('log').getByText('for those who are here').waitFor();
  const { person } = await one.get('/me');
  await one.page.getByRole('button', { name: t('shell:my_menu', { name: person.name }) }).click();
  await one.page.getByRole('menuitem', { name: t('shell:sign_out'), exact: true }).click();
  await one.page.waitForURL(/sign-in/);
  await second.waitForURL(/sign-in/);
  await one.page.waitForTimeout(1500); // whatever was still to be written
  assert.deepEqual(await kept(second), [], 'nothing is left of what was read');
  await one.context.setOffline(true);
  await second.goto(`${server.url}/o/${one.org}/im/${id}`);
  await second.getByRole('heading', { name: t('shell:error_offline_title') }).waitFor();
  await other.context.close();
  return one;
};

const forbidden = async ({ browser, server }) => {
  const t = texts('en', 'talk');
  const { one, other, id } = await pair(browser, server, { lang: 'en', size: sizes.desktop });
  await say(one, server, id, 'for this room');
  await stands(other, id);
  // The administrator says that devices keep nothing: an open page drops what it has.
  await one.to(`/o/${one.org}/admin/messages`);
  const rule = one.page.getByLabel(t('talk:devices_keep_nothing'));
  const form = one.page.locator('form').filter({ has: rule });
  const decide = async () => {
    await rule.click();
    await form.getByRole('button', { name: t('shell:save'), exact: true }).click();
    await one.page.getByText(t('talk:saved')).first().waitFor();
  };
  await decide();
  await shot(one.page, 'offline-rule');
  await until('an open page drops what it has', async () => (await kept(other.page)).length === 0);
  await other.page.reload();
  await other.page.getByRole('log').getByText('for this room').waitFor();
  await other.page.waitForTimeout(2500);
  assert.deepEqual(await kept(other.page), [], 'nothing is kept anew');
  // Allowed again, it is kept again.
  await decide();
  await stands(other, id);
  await other.context.close();
  return one;
};

const neverOpened = async ({ browser, server }) => {
  const t = texts('zh-HK', 'talk');
  const { one, other, id } = await pair(browser, server, { lang: 'zh-HK', size: sizes.phone });
  await say(other, server, id, '看得見');
  await one.page.getByRole('log').getByText('看得見').waitFor();
  await stands(one, id);
  // Another group, which stands in the list and was not opened: without a network it has its head and a way back.
  const { person } = await one.get('/me');
  const title = `未開啟 ${Date.now()}`;
  const made = await other.context.request.post(`${server.url}/api/v1/o/${other.org}/conversations`, {
    data: { kind: 'group', title, member_ids: [person.id] }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const shut = (await made.json()).id;
  await say(other, server, shut, '仍未讀到');
  await one.to(`/o/${one.org}/im`);
  const row = one.page.getByRole('navigation', { name: t('chat:list') }).getByRole('link').filter({ hasText: title });
  await row.getByText('仍未讀到').waitFor();
  await one.context.setOffline(true);
  await row.click();
  await one.page.getByRole('heading', { name: t('talk:not_here_title'), exact: true }).waitFor();
  await one.page.getByRole('heading', { name: title, exact: true }).waitFor();
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, 'offline-never-opened');
  await one.page.getByRole('button', { name: t('shell:back'), exact: true }).click();
  await row.waitFor();
  await row.click();
  await one.page.getByRole('heading', { name: t('talk:not_here_title'), exact: true }).waitFor();
  await one.context.setOffline(false);
  await one.page.getByRole('log').getByText('仍未讀到').waitFor({ timeout: 60_000 });
  await other.context.close();
  return one;
};

export const offlineTests = {
  'a conversation that was never opened has a way back without a network, on a phone': neverOpened,
  'nothing that was read is left after signing out': signedOut,
  'devices keep nothing where the rule says so': forbidden,
  'what was read is read without a network after a reload': readOn('en', sizes.desktop),
  'what was read is read without a network, on a phone in Chinese': readOn('zh-HK', sizes.phone),
};
