// What people keep for later: messages that go out at a time, saved ones, reminders.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

/** A conversation of one's own, open. */
async function talking(browser, server, { lang, size, theme }) {
  const who = await visitor(browser, server.url, { lang, size, theme });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const { person } = await other.get('/me');
  await other.context.close();
  const title = `Quay ${lang} ${Date.now()}`;
  const made = await who.context.request.post(`${server.url}/api/v1/o/${who.org}/conversations`, {
    data: { kind: 'group', title, member_ids: [person.id] },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  await who.to(`/o/${who.org}/im/${id}`);
  await composer(who.page).waitFor();
  return { who, id, title, person };
}

async function fromMessage(page, text, label, t) {
  const row = page.getByRole('log').getByRole('article').filter({ hasText: text }).first();
  await row.evaluate((article) => article.focus());
  await row.getByRole('toolbar').getByRole('button', { name: t('shell:more') }).click();
  await page.getByRole('menuitem', { name: label, exact: true }).click();
}

const kept = (lang, size, theme) => async ({ browser, server }) => {
  const [talk, later] = [texts(lang, 'talk'), texts(lang, 'later')];
  const t = (key) => (key.startsWith('later:') ? later(key) : talk(key));
  const { who, title, person } = await talking(browser, server, { lang, size, theme });
  const { page } = who;
  // Written now, sent tomorrow: by the keyboard alone.
  await composer(page).fill('潮漲時開船 The tide is at nine');
  await page.getByRole('button', { name: t('later:send_later') }).press('Enter');
  await shot(page, `later-menu-${lang}`);
  await page.getByRole('menuitem').filter({ hasText: t('later:tomorrow_morning') }).press('Enter');
  await page.getByText(t('later:will_send').split('{{time}}')[0], { exact: false }).first().waitFor();
  assert.equal(await composer(page).inputValue(), '');
  await page.getByRole('button', { name: t('later:send_later') }).press('Enter');
  await page.getByRole('menuitem', { name: t('later:scheduled') }).click();
  const list = page.getByRole('list', { name: t('later:scheduled') });
  await list.getByText('The tide is at nine').waitFor();
  await list.getByText('09:00').waitFor();
  await page.getByRole('button', { name: t('later:edit') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('later:text')).fill('The tide is at ten');
  await shot(page, `later-edit-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole('button', { name: t('shell:save') }).click();
  await list.getByText('The tide is at ten').waitFor();
  await shot(page, `later-scheduled-${lang}`);
  await page.getByRole('button', { name: t('later:send_now') }).click();
  await page.getByText(t('later:scheduled_none'), { exact: true }).waitFor();
  // Said now; saved and to be reminded of.
  await page.goBack();
  await page.getByRole('log').getByText('The tide is at ten').waitFor();
  await fromMessage(page, 'The tide is at ten', t('later:save'), t);
  await page.getByRole('log').getByLabel(t('later:is_saved')).waitFor();
  await fromMessage(page, 'The tide is at ten', t('later:remind_me'), t);
  await dialog.getByRole('button', { name: new RegExp(`^${t('later:in_an_hour')}`) }).click();
  await dialog.getByLabel(t('later:note')).fill('Ask the pilot');
  await shot(page, `later-remind-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole('button', { name: t('later:remind'), exact: true }).click();
  await page.getByRole('log').getByLabel(t('later:is_reminded')).waitFor();
  await shot(page, `later-marks-${lang}`);
  await fromMessage(page, 'The tide is at ten', t('later:make_todo'), t);
  const name = lang === 'en' ? person.name : person.name_zh;
  await dialog.getByLabel(t('later:todo_title')).and(page.locator(':focus')).waitFor();
  await dialog.getByLabel(t('later:todo_person')).fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await shot(page, `later-todo-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole('button', { name: t('later:make_todo'), exact: true }).click();
  await page.getByRole('log').getByText(t('later:todo_open'), { exact: true }).waitFor();
  // A draft knows what it answers after a reload, too.
  const said = page.getByRole('log').getByRole('article').filter({ hasText: 'The tide is at ten' }).first();
  await said.evaluate((article) => article.focus());
  await said.getByRole('button', { name: t('talk:reply'), exact: true }).click();
  await composer(page).fill('half an answer');
  await page.reload();
  await page.getByText(t('chat:answering').split('{{name}}')[0], { exact: false }).first().waitFor();
  assert.equal(await composer(page).inputValue(), 'half an answer');
  await page.goto(`${server.url}/o/${who.org}/im/later?tab=reminders`);
  const reminder = page.getByRole('list', { name: t('later:reminders') }).getByRole('listitem').filter({ hasText: title });
  await reminder.getByText('Ask the pilot').waitFor();
  await shot(page, `later-reminders-${lang}`);
  await reminder.getByRole('button', { name: t('later:done') }).click();
  await reminder.waitFor({ state: 'detached' });
  await page.getByText(t('later:saved'), { exact: true }).click();
  await page.getByRole('list', { name: t('later:saved') }).getByText('The tide is at ten').first().waitFor();
  await shot(page, `later-saved-${lang}`);
  await page.getByText(t('later:given'), { exact: true }).click();
  const all = page.getByRole('list', { name: t('later:given') }).getByRole('listitem');
  const given = all.first();
  await given.getByRole('button', { name: t('later:done') }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `later-given-${lang}`);
  const open = await all.count();
  await given.getByRole('button', { name: t('later:done') }).click();
  while ((await all.count()) >= open) await page.waitForTimeout(100);
  return who;
};

const polled = (lang, size, theme) => async ({ browser, server }) => {
  const later = texts(lang, 'later');
  const { who } = await talking(browser, server, { lang, size, theme });
  const { page } = who;
  await page.getByRole('button', { name: later('later:poll'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(later('later:poll_question')).and(page.locator(':focus')).waitFor();
  await dialog.getByLabel(later('later:poll_question')).fill('Where do we eat? 去邊度食？');
  await dialog.getByLabel(later('later:poll_answer', { number: 1 }), { exact: true }).fill('大澳 Tai O');
  await dialog.getByLabel(later('later:poll_answer', { number: 2 }), { exact: true }).fill('Sai Kung');
  await dialog.getByText(later('later:poll_adds')).click();
  await shot(page, `poll-new-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole('button', { name: later('later:poll_ask'), exact: true }).click();
  const log = page.getByRole('log');
  // Chosen by the keyboard, and counted for all to see.
  await log.getByRole('button', { name: /Tai O/ }).press('Space');
  await log.getByRole('button', { name: /Tai O 1/, pressed: true }).waitFor();
  await log.getByRole('button', { name: /Sai Kung/ }).click();
  await log.getByRole('button', { name: /Sai Kung 1/, pressed: true }).waitFor();
  await log.getByLabel(later('later:poll_add'), { exact: true }).fill('長洲');
  await page.keyboard.press('Enter');
  await log.getByRole('button', { name: /長洲/ }).waitFor();
  await shot(page, `poll-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  await log.getByRole('button', { name: later('later:poll_close') }).click();
  await page.getByRole('dialog').getByRole('button', { name: later('later:poll_close'), exact: true }).click();
  await log.getByText(later('later:poll_closed'), { exact: true }).waitFor();
  assert.equal(await log.getByRole('button', { name: /Tai O/ }).isDisabled(), true);
  return who;
};

const opened = async ({ browser, server }) => {
  const later = texts('en', 'later');
  const who = await visitor(browser, server.url, { lang: 'en' });
  const { page } = who;
  await who.to(`/o/${who.org}/admin/messages`);
  const card = page.getByRole('region', { name: later('later:links_heading') });
  await card.getByRole('switch').click();
  await card.getByLabel(later('later:links_only'), { exact: false }).fill('gov.hk');
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: later('shell:save') }).click();
  await page.getByText(later('later:links_saved'), { exact: true }).waitFor();
  assert.deepEqual((await who.get('/links/rules')).only, ['gov.hk']);
  await card.scrollIntoViewIfNeeded();
  await shot(page, 'links-rules');
  assert.deepEqual(await axeFaults(page), []);
  await card.getByRole('switch').click();
  await card.getByRole('button', { name: later('shell:save') }).click();
  return who;
};

export const laterTests = {
  'opens the door to links, and shuts it, later again': opened,
  'asks a poll, later in English': polled('en', sizes.desktop, 'dark'),
  'asks a poll, later on a telephone in Chinese': polled('zh-HK', sizes.phone, 'light'),
  'keeps messages for later, in English': kept('en', sizes.desktop, 'light'),
  'keeps messages for later, on a telephone in Chinese': kept('zh-HK', sizes.phone, 'dark'),
};
