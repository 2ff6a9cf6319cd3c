// What is said beside a message, with Markdown and names of circles in it.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

const threaded = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, title } = await pair(browser, server, { lang, size });
  const send = async (who, text, place = who.page) => {
    await place.locator('textarea:not([aria-hidden])').last().fill(text);
    await place.getByRole('button', { name: t('chat:send'), exact: true }).last().click();
  };
  await send(one, '**Typhoon**「八號」:\n- stay home\n- `call` the desk');
  const marked = other.page.getByRole('log').getByRole('article').first();
  await marked.locator('strong').getByText('Typhoon').waitFor();
  assert.equal(await marked.locator('li').count(), 2);
  // Answered in a thread by the other: the first sees a line in its place and the count at the message.
  await marked.evaluate((article) => article.focus());
  await marked.getByRole('button', { name: t('talk:answer_in_thread') }).click();
  const pane = other.page.getByRole('complementary', { name: t('talk:thread') });
  await pane.getByRole('article').first().waitFor();
  await send(other, '收到，留在家中', pane);
  await pane.getByText('收到，留在家中').waitFor();
  const line = one.page.getByRole('log').getByRole('button').filter({ hasText: '收到，留在家中' });
  await line.waitFor();
  await one.page.getByRole('log').getByText(t('chat:thread_replies_other').replace('{{count}} ', '').slice(0, 3)).first().waitFor();
  // From the line the first comes into the same thread; what they say there the other reads live.
  await line.click();
  const mine = one.page.getByRole('complementary', { name: t('talk:thread') });
  await mine.getByText('收到，留在家中').waitFor();
  await send(one, 'Thank you', mine);
  await pane.getByText('Thank you').waitFor();
  for (const who of [one, other]) assert.deepEqual(await axeFaults(who.page), []);
  await shot(one.page, `thread-${lang}`);
  await one.page.keyboard.press('Escape');
  await mine.waitFor({ state: 'detached' });
  // Among the threads that the other follows it stands with what was said last.
  await other.to(`/o/${other.org}/im?filter=threads`);
  const listed = other.page.getByRole('navigation', { name: t('chat:list') }).getByRole('listitem').filter({ hasText: title });
  await listed.getByText('Thank you').waitFor();
  await shot(other.page, `threads-${lang}`);
  await listed.getByRole('link').click();
  await pane.getByText('Thank you').waitFor();
  // Administrators are named by one word; the other is none, the first is told so by its colour.
  await composer(one.page).click();
  await one.page.keyboard.type(`@${t('chat:administrators').slice(0, 3)}`);
  await one.page.getByRole('option', { name: t('chat:administrators') }).waitFor();
  await one.page.keyboard.press('Enter');
  await one.page.keyboard.type('look');
  await one.page.getByRole('button', { name: t('chat:send'), exact: true }).last().click();
  await one.page.getByRole('log').locator('[data-me=true]').getByText(`@${t('chat:administrators')}`).waitFor();
  await other.context.close();
  return one;
};

/** What is written in a thread and sent later goes out in the thread, and not in the conversation. */
const scheduled = (lang, size) => async ({ browser, server }) => {
  const [talk, later] = [texts(lang, 'talk'), texts(lang, 'later')];
  const { one, other, id, title } = await pair(browser, server, { lang, size });
  const { page } = one;
  await composer(page).fill('Who has the keys? 鎖匙在誰手上');
  await page.getByRole('button', { name: talk('chat:send'), exact: true }).last().click();
  const asked = page.getByRole('log').getByRole('article').first();
  await asked.getByText('Who has the keys?').waitFor();
  await asked.evaluate((article) => article.focus());
  await asked.getByRole('button', { name: talk('talk:answer_in_thread') }).click();
  const pane = page.getByRole('complementary', { name: talk('talk:thread') });
  await pane.getByRole('article').first().waitFor();
  const field = pane.locator('textarea:not([aria-hidden])').last();
  await field.fill('早上歸還 back in the morning');
  await pane.getByRole('button', { name: later('later:send_later'), exact: true }).press('Enter');
  await page.getByRole('menuitem').filter({ hasText: later('later:tomorrow_morning') }).press('Enter');
  await page.waitForFunction((text) => ![...document.querySelectorAll('textarea')].some((one) => one.value.includes(text)), 'back in the morning');
  await shot(page, `thread-later-${lang}`);
  const [waits] = (await one.get(`/scheduled?conversation_id=${id}`)).items;
  assert.ok(waits.thread > 0, 'it waits for the thread');
  // Among what goes out later it stands as of the thread; sent now, it is said there and nowhere else.
  await one.to(`/o/${one.org}/im/later?tab=scheduled`);
  const row = page.getByRole('list', { name: later('later:scheduled') }).getByRole('listitem').filter({ hasText: 'back in the morning' });
  await row.getByRole('link', { name: later('later:in_thread', { title }), exact: true }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await row.getByRole('button', { name: later('later:send_now') }).click();
  await row.waitFor({ state: 'detached' });
  const said = (await one.get(`/conversations/${id}/messages`)).items.find((message) => message.text.includes('back in the morning'));
  assert.equal(said.thread, waits.thread);
  const line = other.page.getByRole('log').getByRole('button').filter({ hasText: 'back in the morning' });
  await line.click();
  await other.page.getByRole('complementary', { name: talk('talk:thread') }).getByText('back in the morning').waitFor();
  await other.context.close();
  return one;
};

export const threadTests = {
  'what is written in a thread goes out there later': scheduled('en', sizes.desktop),
  'what is written in a thread goes out there later, on a phone in Chinese': scheduled('zh-HK', sizes.phone),
  'a thread is read beside its message, with Markdown': threaded('en', sizes.desktop),
  'a thread is read beside its message, on a phone in Chinese': threaded('zh-HK', sizes.phone),
};
