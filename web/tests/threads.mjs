// What is said beside a message, with Markdown and names of circles in it.
import assert from 'node:assert/strict';
import { axeFaults, sizes } from './browser.mjs';
import { composer, pair, shot } from './groups.mjs';
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

export const threadTests = {
  'a thread is read beside its message, with Markdown': threaded('en', sizes.desktop),
  'a thread is read beside its message, on a phone in Chinese': threaded('zh-HK', sizes.phone),
};
