// What becomes of messages, between two people in two windows.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

/** Two people of a group of their own, each in a window of their own. */
async function pair(browser, server, { lang, size }) {
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1 });
  const me = await other.get('/me');
  const made = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'group', title: `Harbour ${Date.now()}`, member_ids: [me.person.id] }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  for (const who of [one, other]) {
    await who.to(`/o/${who.org}/im/${id}`);
    await composer(who.page).waitFor();
  }
  return { one, other, id };
}

/** Writes and sends: on a phone Enter breaks the line, and the button sends. */
async function write(who, text, t) {
  await composer(who.page).fill(text);
  await who.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
}

async function say(who, text, t) {
  await write(who, text, t);
  await message(who, text).waitFor();
}

/** The first that says so: answers quote it. */
const message = (who, text) => who.page.getByRole('log').getByRole('article').filter({ hasText: text }).first();

/** Opens what can be done with a message: by the mouse, or by a long press where there is none. */
async function tools(who, text, touch) {
  const row = message(who, text);
  if (touch) await row.evaluate((article) => article.focus());
  else await row.hover();
  const bar = row.getByRole('toolbar');
  await bar.waitFor();
  return bar;
}

async function choose(who, text, touch, label, t) {
  const bar = await tools(who, text, touch);
  await bar.getByRole('button', { name: t('shell:more') }).click();
  await who.page.getByRole('menuitem', { name: label }).click();
}

const life = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const touch = size.width < 600;
  const tag = `${lang}-${touch ? 'phone' : 'desktop'}`;
  const { one, other } = await pair(browser, server, { lang, size });
  await say(one, '貨櫃 arrives on Monday', t);
  await message(other, '貨櫃 arrives').waitFor();
  await one.page.getByRole('button', { name: t('chat:read_state', { read: 1, unread: 0 }) }).waitFor({ timeout: 20_000 });

  // An answer and a reaction reach the other side by themselves.
  await (await tools(other, '貨櫃 arrives', false)).getByRole('button', { name: t('talk:reply'), exact: true }).click();
  await other.page.keyboard.type('which pier?');
  await other.page.keyboard.press('Enter');
  const answer = message(one, 'which pier?');
  await answer.waitFor();
  assert.match(await answer.innerText(), /貨櫃 arrives on Monday/, 'the quote stands above the answer');
  const bar = await tools(one, 'which pier?', touch);
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `chat-tools-${tag}`);
  await bar.getByRole('button', { name: t('talk:react', { emoji: '👍' }) }).click();
  await message(other, 'which pier?').getByRole('button', { name: /👍 1/ }).waitFor();

  // The new wording takes the old one's place for both, and the old one can be read.
  await choose(one, '貨櫃 arrives', touch, t('talk:edit'), t);
  await write(one, '貨櫃 arrives on Tuesday', t);
  const edited = message(other, 'arrives on Tuesday').filter({ hasText: t('chat:edited') });
  await edited.waitFor();
  await choose(other, 'arrives on Tuesday', false, t('talk:versions'), t);
  await other.page.getByRole('dialog').getByText('貨櫃 arrives on Monday').waitFor();
  await shot(other.page, `chat-versions-${tag}`);
  await other.page.keyboard.press('Escape');

  // Who has read it, with names.
  await choose(one, 'arrives on Tuesday', touch, t('talk:who_read'), t);
  const pane = one.page.getByRole('complementary', { name: t('talk:who_read') });
  await pane.getByRole('listitem').first().waitFor();
  await settle(one.page);
  await shot(one.page, `chat-reads-${tag}`);
  await pane.getByRole('button', { name: t('shell:close') }).click();

  // Recalled: a line stays, for the quote too; whoever was away hears of it when they come back.
  await other.context.setOffline(true);
  await choose(one, 'arrives on Tuesday', touch, t('talk:recall'), t);
  await one.page.getByRole('dialog').getByRole('button', { name: t('talk:recall') }).click();
  await one.page.getByRole('log').getByText(t('chat:quote_gone')).waitFor();
  await other.context.setOffline(false);
  await other.page.getByRole('log').getByText(t('chat:quote_gone')).waitFor({ timeout: 30_000 });
  assert.equal(await other.page.getByRole('log').getByText('arrives on Tuesday').count(), 0, 'nothing of it is left on the page');
  await settle(one.page);
  await shot(one.page, `chat-recalled-${tag}`);
  await other.context.close();
  return one;
};

/** Arrow up takes the last message to be edited, Escape leaves it as it was. */
const byKeyboard = async ({ browser, server }) => {
  const t = texts('en', 'talk');
  const { one, other } = await pair(browser, server, { lang: 'en', size: sizes.desktop });
  await say(one, 'first wording', t);
  await composer(one.page).press('ArrowUp');
  await one.page.getByText(t('chat:editing'), { exact: true }).waitFor();
  assert.equal(await composer(one.page).inputValue(), 'first wording');
  await one.page.keyboard.press('Escape');
  assert.equal(await composer(one.page).inputValue(), '');
  await composer(one.page).press('ArrowUp');
  await one.page.keyboard.type(', corrected');
  await one.page.keyboard.press('Enter');
  await message(other, 'first wording, corrected').waitFor();
  await message(one, 'corrected').focus();
  const reaction = message(one, 'corrected').getByRole('toolbar').getByRole('button').first();
  await reaction.waitFor();
  for (let n = 0; n < 4 && !(await reaction.evaluate((button) => button === document.activeElement)); n++) await one.page.keyboard.press('Tab');
  await one.page.keyboard.press('Enter');
  await message(other, 'corrected').getByRole('button', { name: /👍 1/ }).waitFor();
  await other.context.close();
  return one;
};

/** Rules end what was allowed before, at once. */
const rules = async ({ browser, server }) => {
  const t = texts('en', 'talk');
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/admin/messages`);
  const minutes = who.page.getByLabel(t('talk:edit_minutes'));
  await minutes.waitFor();
  assert.deepEqual(await axeFaults(who.page), []);
  await minutes.fill('0');
  await who.page.getByRole('button', { name: t('shell:save') }).first().click();
  await who.page.getByText(t('talk:saved')).waitFor();
  assert.equal((await who.get('/chat/rules')).edit_minutes, 0);
  await minutes.fill('1440');
  await who.page.getByRole('button', { name: t('shell:save') }).first().click();
  await who.page.waitForTimeout(300);
  assert.equal((await who.get('/chat/rules')).edit_minutes, 1440);
  // Without read receipts the composer says so, until it has been read.
  const set = async (receipts) => {
    const answer = await who.context.request.fetch(`${server.url}/api/v1/o/${who.org}/chat/rules`, {
      method: 'PUT',
      data: { ...(await who.get('/chat/rules')), receipts },
      headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
    assert.ok(answer.ok(), await answer.text());
  };
  await set(false);
  const [first] = (await who.get('/conversations')).items;
  await who.to(`/o/${who.org}/im/${first.id}`);
  const note = who.page.getByRole('note').filter({ hasText: t('talk:receipts_off') });
  await note.waitFor();
  assert.deepEqual(await axeFaults(who.page), []);
  await shot(who.page, 'receipts-off');
  await note.getByRole('button', { name: t('shell:close') }).click();
  await note.waitFor({ state: 'detached' });
  await who.page.reload();
  await who.page.locator('textarea:not([aria-hidden])').first().waitFor();
  await who.page.waitForTimeout(500);
  assert.equal(await note.count(), 0);
  await set(true);
  return who;
};

export const chatTests = {
  'messages are answered, edited, read and recalled, on a desktop': life('en', sizes.desktop),
  'messages are answered, edited, read and recalled, on a phone in Chinese': life('zh-HK', sizes.phone),
  'messages are edited by keyboard': byKeyboard,
  'messages follow the rules of the organisation': rules,
};
