// Urgent notices, between two people in two windows, and what stands beside them in their settings.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

const sheet = (who) => who.page.getByRole('alertdialog');

/** From the dialog to the sheet, and from its button to the sender's table. */
const chase = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'ding');
  const phone = size.width < 600;
  const tag = `${lang}-${phone ? 'phone' : 'desktop'}`;
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, size, nth: 1 });
  const me = await other.get('/me');
  await other.to(`/o/${other.org}/work`);
  await settle(other.page);

  await one.to(`/o/${one.org}/ding/new?to=${me.person.id}`);
  const dialog = one.page.getByRole('dialog');
  const words = dialog.getByLabel(t('ring:words'));
  await words.waitFor();
  const text = `${lang === 'en' ? 'Typhoon signal 8: leave by 3 pm' : '八號風球：三時前離開'} ${Date.now()}`;
  await words.fill(text);
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `ding-new-${tag}`);
  await dialog.getByRole('button', { name: t('ring:send') }).click();
  const row = one.page.getByRole('list', { name: t('ring:receivers') }).getByRole('listitem');
  await row.waitFor();

  // It comes by itself, on top of a page that has nothing to do with it.
  await sheet(other).getByText(text).waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `ding-sheet-${tag}`);
  await row.getByText(t('ring:receiver_seen')).waitFor();
  await sheet(other).getByRole('button', { name: t('ring:later'), exact: true }).click();
  await sheet(other).waitFor({ state: 'detached' });
  await other.page.getByText(text).first().click();
  await other.page.getByRole('complementary').getByRole('button', { name: t('ring:confirm'), exact: true }).click();
  await row.getByText(t('ring:receiver_confirmed')).waitFor();
  await shot(one.page, `ding-table-${tag}`);
  await one.page.getByRole('complementary').getByText(t('ring:state_done')).first().waitFor();
  const [file] = await Promise.all([
    one.page.waitForEvent('download'),
    one.page.getByRole('button', { name: t('ring:export') }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'ding.csv');
  await other.context.close();
  return one;
};

/** From the list of who has not read a message to all of them, and from the composer to all in the group. */
const fromGroup = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const ding = texts(lang, 'ding');
  const { one, other, id, title } = await pair(browser, server, { lang, size });
  await other.to(`/o/${other.org}/work`);
  await composer(one.page).fill('碼頭 pier 4');
  await one.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  const row = one.page.getByRole('log').getByRole('article').filter({ hasText: 'pier 4' }).first();
  await row.waitFor();
  await row.evaluate((article) => article.focus());
  await row.getByRole('toolbar').getByRole('button', { name: t('shell:more') }).click();
  await one.page.getByRole('menuitem', { name: t('talk:who_read'), exact: true }).click();
  const pane = one.page.getByRole('complementary', { name: t('talk:who_read') });
  await pane.getByText(t('talk:unread_tab', { count: 1 }), { exact: true }).click();
  await pane.getByRole('button', { name: t('talk:ding_unread') }).click();
  const dialog = one.page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: ding(lang === 'en' ? 'ring:unread_one' : 'ring:unread_other', { count: 1 }), exact: true, checked: true }).waitFor();
  const text = `Read it 請細閱 ${lang} ${Date.now()}`;
  await dialog.getByLabel(ding('ring:words')).fill(text);
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `ding-unread-${lang}`);
  await dialog.getByRole('button', { name: ding('ring:send') }).click();
  await sheet(other).getByText(text).waitFor();
  await sheet(other).getByRole('button', { name: ding('ring:confirm'), exact: true }).click();
  await sheet(other).waitFor({ state: 'detached' });
  // The tool beside the composer begins with the group.
  await one.to(`/o/${one.org}/im/${id}`);
  await one.page.getByRole('button', { name: t('talk:tool_ding'), exact: true }).click();
  await dialog.locator('.ant-select-selection-item').filter({ hasText: title }).waitFor();
  const again = `All of you 各位 ${lang} ${Date.now()}`;
  await dialog.getByLabel(ding('ring:words')).fill(again);
  await shot(one.page, `ding-group-${lang}`);
  await dialog.getByRole('button', { name: ding('ring:send') }).click();
  await sheet(other).getByText(again).waitFor();
  await sheet(other).getByRole('button', { name: ding('ring:confirm'), exact: true }).click();
  await other.context.close();
  return one;
};

/** The dialog by keyboard, what it refuses, and a notice taken back. */
const byKeyboard = (lang) => async ({ browser, server }) => {
  const t = texts(lang, 'ding');
  const one = await visitor(browser, server.url, { lang });
  const other = await visitor(browser, server.url, { lang, nth: 1 });
  const me = await other.get('/me');
  await other.to(`/o/${other.org}/work`);
  await one.to(`/o/${one.org}/work`);
  await settle(one.page);
  await one.page.keyboard.press('d');
  await one.page.waitForURL(/\/ding\/new/);
  await one.page.getByRole('dialog').waitFor();
  await one.page.keyboard.press('Escape');
  await one.page.waitForURL(/\/ding$/);
  await one.to(`/o/${one.org}/ding/new?to=${me.person.id}`);
  const words = one.page.getByRole('dialog').getByLabel(t('ring:words'));
  const send = one.page.getByRole('dialog').getByRole('button', { name: t('ring:send') });
  await words.fill('x'.repeat(501));
  assert.ok(await send.isDisabled(), '501 characters can not be sent');
  const text = `The lift is open again ${Date.now()}`;
  await words.fill(text);
  await send.focus();
  await one.page.keyboard.press('Enter');
  await sheet(other).getByText(text).waitFor();
  await one.page.getByRole('button', { name: t('ring:cancel'), exact: true }).click();
  await one.page.getByRole('dialog').getByRole('button', { name: t('ring:cancel'), exact: true }).click();
  await sheet(other).waitFor({ state: 'detached' });
  await one.page.getByRole('complementary').getByText(t('ring:state_cancelled')).first().waitFor();
  await other.context.close();
  return one;
};

/** Quiet hours and what the organisation allows are kept. */
const settings = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'ding');
  const who = await visitor(browser, server.url, { lang, size });
  await who.to(`/o/${who.org}/me`);
  const quiet = who.page.getByRole('region', { name: t('ring:quiet_title') });
  await quiet.getByRole('switch').click();
  await quiet.getByLabel(t('ring:quiet_from')).fill('23:15');
  await shot(who.page, `ding-quiet-${lang}`);
  await quiet.getByRole('button').last().click();
  await who.page.waitForTimeout(500);
  assert.deepEqual((await who.get('/quiet-hours')).from, '23:15');
  await quiet.getByRole('switch').click();
  await quiet.getByRole('button').last().click();
  await who.page.waitForTimeout(500);
  assert.equal((await who.get('/quiet-hours')).on, false);
  await who.page.getByRole('region', { name: t('ring:push_title') }).waitFor();
  await who.to(`/o/${who.org}/admin/notifications`);
  const hide = who.page.getByRole('switch').first();
  for (const hidden of [true, false]) {
    await hide.click();
    await who.page.locator('button[type=submit]').click();
    await who.page.getByText(t('ring:saved')).first().waitFor();
    await who.page.waitForTimeout(300);
    assert.equal((await who.get('/notification-rules')).hide_text, hidden);
  }
  return who;
};

/** What a push service hands over is shown, and closed when it was seen elsewhere; texts of the rest stay with the page before one's eyes. */
const pushedTo = async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { lang: 'zh-HK', size: sizes.phone });
  await who.context.grantPermissions(['notifications'], { origin: server.url });
  await who.to(`/o/${who.org}/work`);
  await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const devtools = await who.context.newCDPSession(who.page);
  const registered = new Promise((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId));
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const push = (data) => devtools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data: JSON.stringify(data) });
  const shown = () =>
    who.page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => [one.tag, one.title, one.body, one.data.link]));
  const becomes = async (wanted) => {
    for (let tries = 0; tries < 300 && JSON.stringify(await shown()) !== JSON.stringify(wanted); tries += 1) await who.page.waitForTimeout(100);
    assert.deepEqual(await shown(), wanted);
  };
  const link = `/o/${who.org}/ding?ding=x`;
  await push({ t: 'show', tag: 'conversation:1', title: 'LEE', body: 'on the screen already', link });
  await push({ t: 'show', tag: 'ding:x', title: 'DING from LEE', body: '火警', link, urgent: true });
  await becomes([['ding:x', 'DING from LEE', '火警', link]]);
  await push({ t: 'close', tag: 'ding:x' });
  await becomes([]);
  return who;
};

export const dingTests = {
  'ding: sent, shown, put off, confirmed, on a desktop': chase('en', sizes.desktop),
  'ding: sent, shown, put off, confirmed, on a phone in Chinese': chase('zh-HK', sizes.phone),
  'ding: from a group, to who has not read and to all in it, on a desktop': fromGroup('en', sizes.desktop),
  'ding: from a group, on a phone in Chinese': fromGroup('zh-HK', sizes.phone),
  'ding: by keyboard, refused and taken back': byKeyboard('en'),
  'ding: by keyboard, refused and taken back, in Chinese': byKeyboard('zh-HK'),
  'ding: what is pushed is shown and closed': pushedTo,
  'ding: quiet hours and rules are kept': settings('en', sizes.desktop),
  'ding: quiet hours and rules are kept, on a phone in Chinese': settings('zh-HK', sizes.phone),
};
