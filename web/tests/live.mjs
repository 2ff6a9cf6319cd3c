// What others write is there at once, once, and whole after a break.
import assert from 'node:assert/strict';
import { sizes } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { say } from './keys.mjs';
import { texts } from './verification.mjs';

const lived = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const { one, other, id } = await pair(browser, server, { lang, size });
  const log = one.page.getByRole('log');
  const says = (text) => say(other, server.url, id, [text]);
  for (let n = 0; n < 20; n += 1) await says(`${n} ${'high water at the pier '.repeat(12)}`);
  await says('live one');
  await log.getByText('live one').waitFor();
  // As a hand does it, after the list has come to rest.
  await one.page.waitForTimeout(500);
  await log.getByText('live one').waitFor();
  assert.equal(await log.getByText('live one').count(), 1);
  await log.hover();
  await one.page.mouse.wheel(0, -2000);
  await one.page.getByRole('button', { name: t('chat:latest') }).waitFor();
  await says('live two');
  await one.page.getByRole('button', { name: t(lang === 'en' ? 'chat:new_below_one' : 'chat:new_below_other', { count: 1 }) }).click();
  await log.getByText('live two').waitFor();
  await one.context.setOffline(true);
  await says('while away');
  await one.context.setOffline(false);
  await log.getByText('while away').waitFor({ timeout: 15_000 });
  assert.equal(await log.getByText('while away').count(), 1);

  // Everybody is not called by a slip of the hand.
  await composer(one.page).click();
  await one.page.keyboard.type('please read @al');
  await one.page.getByRole('option').filter({ hasText: t('chat:everyone') }).waitFor();
  await one.page.keyboard.press('Enter');
  await one.page.keyboard.type('today');
  await one.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await one.page.getByRole('button', { name: t('chat:send_all') }).click();
  await other.page.getByRole('log').getByText('today').waitFor();
  await other.context.close();
  one.faults.push(...other.faults);
  return one;
};

export const liveTests = {
  'others write: at once, once, whole after a break; all are asked about': lived('en', sizes.desktop),
  'others write, on a phone in Chinese': lived('zh-HK', sizes.phone),
};
