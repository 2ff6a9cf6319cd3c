// How somebody hears of messages: by level on their own page, and of one conversation.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const parts = (lang) => {
  const [ding, hearing, talk] = [texts(lang, 'ding'), texts(lang, 'hearing'), texts(lang, 'talk')];
  return (key, values) => ({ ring: ding, hearing }[key.split(':')[0]] ?? talk)(key, values);
};

const asker = (who, server) => async (method, path, data) => {
  const answer = await who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
    method, data, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
};

const atFirst = { direct_app: true, direct_push: true, direct_mail: false, normal_app: true, normal_push: false, normal_mail: false, mail_every: 'daily' };

async function story({ browser, server }, { lang, size, theme }) {
  const t = parts(lang);
  const who = await visitor(browser, server.url, { lang, size, theme });
  const other = await visitor(browser, server.url, { nth: 1 });
  const { page } = who;
  const [ask, say] = [asker(who, server), asker(other, server)];
  await ask('PUT', '/notification-choices', atFirst);
  const { person } = await other.get('/me');
  const title = `Signal ${lang} ${Date.now()}`;
  const { id } = await ask('POST', '/conversations', { kind: 'group', title, member_ids: [person.id] });

  // Not counted in the application: a dot instead of a number.
  await who.to(`/o/${who.org}/me`);
  const section = page.getByRole('region', { name: t('ring:levels_title'), exact: true });
  const flip = (level, way) => section.getByRole('switch', { name: `${t(level)}: ${t(way)}`, exact: true });
  await flip('ring:level_normal', 'ring:way_app').waitFor();
  assert.equal(await flip('ring:level_urgent', 'ring:way_push').isDisabled(), true);
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/notification-choices') && answer.request().method() === 'PUT');
  await flip('ring:level_normal', 'ring:way_app').click();
  assert.equal((await saved).status(), 200);
  await section.evaluate((one) => one.scrollIntoView({ block: 'start' }));
  assert.deepEqual(await axeFaults(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page is not wider than the screen');
  await shot(page, `levels-${lang}`);
  await page.reload();
  await page.waitForFunction((name) => document.querySelector(`[role=switch][aria-label="${name}"]`)?.getAttribute('aria-checked') === 'false',
    `${t('ring:level_normal')}: ${t('ring:way_app')}`);

  await say('POST', `/conversations/${id}/messages`, { client_id: `${id}-1`, text: '潮漲' });
  await who.to(`/o/${who.org}/im`);
  const row = page.getByRole('navigation', { name: t('chat:list') }).getByRole('listitem').filter({ hasText: title });
  await row.getByText(t(lang === 'en' ? 'chat:unread_count_one' : 'chat:unread_count_other', { count: 1 })).waitFor({ state: 'attached' });
  await row.getByText('1', { exact: true }).waitFor({ state: 'detached' });

  // All of this one is to be heard: it is counted again. Then nothing.
  const choose = async (name) => {
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: t('talk:hear_in'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    const choice = dialog.getByRole('radio', { name: t(name) });
    await choice.check();
    return dialog;
  };
  const save = async (dialog) => {
    await dialog.getByRole('button', { name: t('shell:save') }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await save(await choose('hearing:all_text'));
  await row.getByText('1', { exact: true }).waitFor();
  const dialog = await choose('hearing:nothing_text');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `hearing-${lang}`);
  await save(dialog);
  await row.getByLabel(t('chat:tag_muted')).waitFor();
  assert.equal((await who.get(`/conversations/${id}`)).hears, 'nothing');
  const before = await who.get('/unread');
  await say('POST', `/conversations/${id}/messages`, { client_id: `${id}-2`, text: '退潮', mentions: ['all'] });
  assert.equal((await who.get('/unread')).mentions, before.mentions, 'not even mentions are counted');
  await save(await choose('hearing:settings_text'));
  await row.getByLabel(t('chat:tag_muted')).waitFor({ state: 'detached' });
  await ask('PUT', '/notification-choices', atFirst);
  await other.context.close();
  return who;
}

export const levelTests = {
  'chooses how messages are heard, and of one conversation otherwise': (given) => story(given, { lang: 'en', size: sizes.desktop, theme: 'light' }),
  'chooses how messages are heard, on a telephone in Chinese': (given) => story(given, { lang: 'zh-HK', size: sizes.phone, theme: 'dark' }),
};
