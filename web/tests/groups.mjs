// A group is governed by those who lead it, and each member has it as they like.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

export const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

export async function pair(browser, server, { lang, size, theme }) {
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size, theme });
  const me = await other.get('/me');
  const title = `Pier ${lang} ${Date.now()}`;
  const made = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'group', title, member_ids: [me.person.id] },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  for (const who of [one, other]) {
    await who.to(`/o/${who.org}/im/${id}`);
    await composer(who.page).waitFor();
  }
  return { one, other, id, title, name: me.person };
}

async function fromMenu(who, label, t) {
  await who.page.locator('#content').getByRole('button', { name: t('shell:more'), exact: true }).first().click();
  await who.page.getByRole('menuitem', { name: label, exact: true }).click();
}

const governed = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, title } = await pair(browser, server, { lang, size });
  // Everybody in it sees who reads it, how long it stays and where.
  const kept = texts(lang, 'kept');
  await fromMenu(other, t('chat:sight'), t);
  const sight = other.page.getByRole('complementary', { name: kept('kept:title') });
  await sight.getByText(kept('kept:nobody'), { exact: true }).waitFor();
  await sight.getByText(kept('kept:ever'), { exact: true }).waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `groups-${lang}-sight`);
  await sight.getByRole('button', { name: t('shell:close'), exact: true }).click();
  // Its owner decides that only administrators write: the other's composer goes, live.
  await fromMenu(one, t('talk:group_settings'), t);
  await one.page.getByLabel(t('talk:who_post')).click();
  await one.page.locator('.ant-select-item-option').filter({ hasText: t('talk:for_admins') }).first().dispatchEvent('click');
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `groups-${lang}-settings`);
  await one.page.getByRole('button', { name: t('shell:save') }).click();
  await other.page.getByText(t('chat:cannot_post')).waitFor();
  // And makes the other one an administrator: it comes back.
  await one.page.getByRole('button', { name: t('chat:members'), exact: true }).click();
  const [before, after] = t('talk:member_acts').split('{{name}}');
  await one.page.getByRole('button', { name: new RegExp(`^${before}.*${after}$`) }).click();
  await one.page.getByRole('menuitem', { name: t('talk:make_admin') }).click();
  await one.page.locator('aside').getByRole('link').filter({ hasText: t('chat:role_admin') }).waitFor();
  await composer(other.page).waitFor();
  await one.page.keyboard.press('Escape');
  // Archived: nobody writes, until it is opened again.
  await fromMenu(one, t('talk:archive'), t);
  await one.page.getByRole('dialog').getByRole('button', { name: t('talk:archive'), exact: true }).click();
  await other.page.getByText(t('chat:archived')).waitFor();
  await fromMenu(one, t('talk:reopen'), t);
  await composer(other.page).waitFor();
  // The other pins and mutes it for themselves.
  await fromMenu(other, t('talk:pin_conversation'), t);
  await fromMenu(other, t('talk:mute_hour'), t);
  if (size.width < 600) await other.to(`/o/${other.org}/im`);
  const row = other.page.getByRole('navigation', { name: t('chat:list') }).getByRole('listitem').first();
  await row.getByText(title).waitFor();
  await row.getByLabel(t('chat:tag_pinned')).waitFor();
  await row.getByLabel(t('chat:tag_muted')).waitFor();
  await shot(other.page, `groups-${lang}-list`);
  await other.context.close();
  return one;
};

const following = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const admin = await visitor(browser, server.url, { lang, size });
  await admin.to(`/o/${admin.org}/admin/messages`);
  await admin.page.getByRole('button', { name: t('talk:following_make') }).click();
  await admin.page.waitForURL(/\/im\//);
  await composer(admin.page).waitFor();
  // It may be there already, by the name that it was made with.
  const { title } = await admin.get(`/conversations/${new URL(admin.page.url()).pathname.split('/').pop()}`);
  await admin.page.getByRole('heading', { name: title }).first().waitFor();
  // Among many, somebody is found by their name, in either way of writing it.
  const { items } = await admin.get('/people?limit=200');
  const one = items.find((person) => person.name_zh === '陳大文') ?? items.find((person) => person.name_zh);
  await admin.page.getByRole('button', { name: t('chat:members'), exact: true }).click();
  const pane = admin.page.getByRole('complementary', { name: t('chat:members') });
  await pane.getByRole('link').nth(12).waitFor();
  await pane.getByLabel(t('talk:find_name')).fill(one.name_zh.replace('陳', '陈'));
  await pane.getByRole('link').nth(12).waitFor({ state: 'detached' });
  await (lang === 'en' ? pane.getByText(one.name, { exact: true }) : pane.getByText(one.name_zh)).first().waitFor();
  await shot(admin.page, `groups-found-${lang}`);
  await admin.page.getByRole('button', { name: t('shell:close'), exact: true }).click();
  return admin;
};

/** Says something and opens what can be done with it. */
async function fromMessage(who, text, label, t) {
  const row = who.page.getByRole('log').getByRole('article').filter({ hasText: text }).first();
  await row.evaluate((article) => article.focus());
  await row.getByRole('toolbar').getByRole('button', { name: t('shell:more') }).click();
  await who.page.getByRole('menuitem', { name: label, exact: true }).click();
}

const carried = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, title } = await pair(browser, server, { lang, size });
  for (const text of ['The ferry leaves at nine', '船期已更新']) {
    await composer(one.page).fill(text);
    await one.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
    await other.page.getByRole('log').getByText(text).waitFor();
  }
  // Pinned by one, the other sees it at once, and in the list of pinned ones.
  await fromMessage(one, 'The ferry leaves', t('talk:pin_message'), t);
  const by = t('chat:pinned_by').split('{{name}}')[0];
  await other.page.getByRole('log').getByText(by, { exact: false }).first().waitFor();
  await fromMenu(other, t('talk:pins'), t);
  await other.page.getByRole('complementary', { name: t('talk:pins') }).getByText('The ferry leaves at nine').waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `pins-${lang}`);
  await other.page.keyboard.press('Escape');
  // One that is not to be forwarded: the other sees that live, and is offered neither forwarding nor the API's help.
  await fromMessage(one, '船期', t('talk:restrict'), t);
  const said = (who) => who.page.getByRole('log').getByRole('article').filter({ hasText: '船期' }).first();
  const mark = t('talk:restricted').split('{{name}}').find((part) => part.trim() !== '');
  await said(other).getByText(mark, { exact: false }).waitFor();
  await said(other).evaluate((article) => article.focus());
  await said(other).getByRole('toolbar').getByRole('button', { name: t('shell:more') }).click();
  await other.page.getByRole('menuitem', { name: t('talk:copy_link'), exact: true }).waitFor();
  assert.equal(await other.page.getByRole('menuitem', { name: t('talk:forward'), exact: true }).count(), 0);
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `restricted-${lang}`);
  await other.page.keyboard.press('Escape');
  await fromMessage(one, 'The ferry leaves', t('talk:select'), t);
  assert.ok(await one.page.getByRole('checkbox', { name: t('talk:choose_this') }).last().isDisabled());
  await one.page.getByRole('button', { name: t('shell:cancel'), exact: true }).click();
  await fromMessage(one, '船期', t('talk:unrestrict'), t);
  await said(other).getByText(mark, { exact: false }).waitFor({ state: 'detached' });
  // Two chosen, forwarded as one message: here, where the other hears of it too.
  await fromMessage(one, 'The ferry leaves', t('talk:select'), t);
  await one.page.getByRole('checkbox', { name: t('talk:choose_this') }).last().check();
  await shot(one.page, `select-${lang}`);
  await one.page.getByRole('button', { name: t('talk:forward'), exact: true }).click();
  const dialog = one.page.getByRole('dialog');
  await dialog.getByLabel(t('talk:forward_to')).fill(title);
  await one.page.locator('.ant-select-item-option').filter({ hasText: title }).dispatchEvent('click');
  assert.deepEqual(await axeFaults(one.page), []);
  await dialog.getByRole('button', { name: t('talk:forward'), exact: true }).click();
  const list = other.page.getByRole('log').getByRole('list', { name: t('chat:forwarded') });
  await list.getByText('船期已更新').waitFor();
  assert.equal(await list.getByRole('listitem').count(), 2);
  await composer(one.page).waitFor();
  await shot(other.page, `forwarded-${lang}`);
  await other.context.close();
  return one;
};

/** A group says what it is for, and who comes; whoever reads elsewhere hears of what is said in it. */
const grown = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, id, title } = await pair(browser, server, { lang, size });
  const about = 'Tides and winds 潮汐及風勢';
  await fromMenu(one, t('talk:name_and_description'), t);
  const dialog = one.page.getByRole('dialog');
  await dialog.getByLabel(t('talk:description'), { exact: true }).fill(`${about}\nAsk the harbour master first`);
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `groups-${lang}-describe`);
  await dialog.getByRole('button', { name: t('shell:save') }).click();
  await other.page.locator('#content').getByText(about, { exact: false }).waitFor();
  // A third is added: both read who did it and whom.
  const people = (await one.get('/people?limit=50')).items;
  const inIt = new Set((await one.get(`/conversations/${id}/members`)).items.map((person) => person.id));
  const third = people.find((person) => !inIt.has(person.id) && person.name && person.name_zh);
  await fromMenu(one, t('chat:add_members'), t);
  await one.page.getByRole('dialog').getByRole('combobox').fill(third.name);
  await one.page.locator('.ant-select-item-option').filter({ hasText: lang === 'en' ? third.name : third.name_zh }).first().dispatchEvent('click');
  await one.page.keyboard.press('Escape');
  await one.page.getByRole('dialog').getByRole('button', { name: t('chat:add_members'), exact: true }).click();
  const name = lang === 'en' ? third.name : third.name_zh;
  for (const who of [one, other]) await who.page.getByRole('log').locator('p').filter({ hasText: name }).waitFor();
  await other.page.getByRole('button', { name: t('chat:members'), exact: true }).click();
  await other.page.getByRole('complementary', { name: t('chat:members') }).getByText(name).waitFor();
  await other.page.getByRole('region', { name: t('talk:description') }).getByText('harbour master').waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `groups-${lang}-details`);
  await other.page.keyboard.press('Escape');
  // Elsewhere on the page, one line says that something was said, and not what.
  await one.to(`/o/${one.org}/work`);
  await one.page.getByRole('heading', { level: 1 }).waitFor();
  await one.page.waitForTimeout(1500); // until the page listens
  for (const text of ['The ferry is late', 'And so am I']) {
    await composer(other.page).fill(text);
    await other.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  }
  const heard = texts(lang, 'heard')('heard:from_other', { count: 2, title });
  await one.page.locator('p[aria-live]').getByText(heard, { exact: true }).waitFor();
  await other.context.close();
  return one;
};

/** The list is made wider by the keyboard, and stays so. */
const widened = (lang) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const who = await visitor(browser, server.url, { lang });
  await who.to(`/o/${who.org}/im`);
  const edge = who.page.getByRole('separator', { name: t('chat:list_width') });
  await edge.focus();
  await who.page.keyboard.press('ArrowRight');
  const wide = () => who.page.getByRole('navigation', { name: t('chat:list') }).evaluate((list) => list.parentElement.getBoundingClientRect().width);
  assert.equal(Math.round(await wide()), 336);
  const box = await edge.boundingBox();
  await who.page.mouse.move(box.x + 4, 400);
  await who.page.mouse.down();
  await who.page.mouse.move(box.x - 200, 400, { steps: 5 });
  await who.page.mouse.up();
  assert.equal(Math.round(await wide()), 280);
  await who.page.reload();
  await edge.waitFor();
  assert.equal(Math.round(await wide()), 280);
  assert.deepEqual(await axeFaults(who.page), []);
  await shot(who.page, `groups-list-narrow-${lang}`);
  return who;
};

export const groupTests = {
  'a group says what it is for and who comes': grown('en', sizes.desktop),
  'a group says what it is for and who comes, on a phone in Chinese': grown('zh-HK', sizes.phone),
  'the list is as wide as somebody likes': widened('en'),
  'the list is as wide as somebody likes, in Chinese': widened('zh-HK'),
  'a group is governed by its owner, and pinned and muted by a member': governed('en', sizes.desktop),
  'a group is governed by its owner, on a phone in Chinese': governed('zh-HK', sizes.phone),
  'messages of a group are pinned and forwarded': carried('en', sizes.desktop),
  'messages of a group are pinned and forwarded, on a phone in Chinese': carried('zh-HK', sizes.phone),
  'all staff have a group that follows the directory': following('en', sizes.desktop),
  'all staff have a group that follows the directory, on a phone in Chinese': following('zh-HK', sizes.phone),
};
