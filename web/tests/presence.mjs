// Who is there and who is typing, between two people in two windows.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

const life = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'presence');
  const tag = `${lang}-${size.width < 600 ? 'phone' : 'desktop'}`;
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 2 });
  const me = await other.get('/me');
  const made = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'direct', member_ids: [me.person.id] }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  await one.to(`/o/${one.org}/im/${id}`);
  await composer(one.page).waitFor();
  const header = one.page.locator('main header');
  await other.to(`/o/${other.org}/im/${id}`);
  await composer(other.page).waitFor();
  await header.getByText(t('chat:state_here')).waitFor({ timeout: 20_000 });

  // Words on their way are told, and not what they are.
  await composer(other.page).pressSequentially('soon');
  const line = one.page.locator('main').getByText(/typing…|正在輸入/);
  await line.waitFor();
  await shot(one.page, `presence-${tag}`);
  assert.deepEqual(await axeFaults(one.page), []);
  await other.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await line.waitFor({ state: 'detached' });
  await one.page.getByRole('log').getByText('soon').last().waitFor();

  // Who hides looks gone.
  await other.to(`/o/${other.org}/me`);
  const shown = other.page.getByRole('switch', { name: t('presence:mine_shown') });
  await shown.click();
  await other.page.waitForFunction(() => !document.querySelector('[role=switch][aria-busy=true], .ant-switch-loading'));
  assert.equal(await shown.getAttribute('aria-checked'), 'false');
  await shot(other.page, `presence-me-${tag}`);
  assert.deepEqual(await axeFaults(other.page), []);
  await one.page.reload();
  await composer(one.page).waitFor();
  await one.page.waitForLoadState('networkidle').catch(() => {});
  assert.equal(await header.getByText(t('chat:state_here')).count(), 0, 'hidden, and shown as there');
  await shown.click();
  await other.page.waitForFunction(() => !document.querySelector('.ant-switch-loading'));
  await one.page.reload();
  await header.getByText(t('chat:state_here')).waitFor({ timeout: 20_000 });
  await other.context.close();
  return one;
};

export const presenceTests = {
  'sees who is there and who types, until they hide': life('en', sizes.desktop),
  'sees who is there and who types, on a phone in Chinese': life('zh-HK', sizes.phone),
};
