// Somebody new comes in by an invitation: the first steps, once, and again where they look for them.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const password = 'ferry lanterns over the harbour';
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A notice to whoever is here and whoever joins, and an invitation into the house. */
async function prepare(boss, server, lang) {
  const send = async (path, data) => {
    const answer = await boss.context.request.post(`${server.url}/api/v1/o/${boss.org}${path}`, { data, headers: { Origin: server.url } });
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.status() === 204 ? null : answer.json();
  };
  const title = `How we handle personal data ${Date.now() % 100000}`;
  const wording = { title, body: 'We keep what the law asks for, and no longer.' };
  const draft = await send('/announcements', { template: 'free', policy: false, must_confirm: true, for_joiners: true, guests: false, audience: { everybody: true }, content: { en: wording, zh: wording }, pinned: false, remind_days: 0 });
  await send(`/announcements/${draft.id}/publish`, { revision: draft.revision });
  const email = `first${Date.now() % 10_000_000}${lang.length}@harbourlights.example`;
  const person = await send('/people', { name: 'LAM Wing Yan', name_zh: '林詠欣', email });
  return { title, email, token: (await send(`/people/${person.id}/invitation`, {})).link.split('/').at(-1) };
}

const story = (lang, size) => async ({ browser, server }) => {
  const [t, ring, announce] = ['welcome', 'ding', 'announce'].map((part) => texts(lang, part));
  const phone = size === sizes.phone;
  const boss = await visitor(browser, server.url, { lang });
  const { title, email, token } = await prepare(boss, server, lang);
  const who = await visitor(browser, server.url, { lang, size, signIn: false });
  const { page } = who;
  if (phone) await who.context.addInitScript(() => Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1' }));
  await who.to(`/invitation/${token}`);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/o\/[^/]+\/welcome$/);

  // What the device can't do is said in words, and what is asked of them stands there.
  const push = page.getByRole('region', { name: ring('ring:push_title'), exact: true });
  const said = phone ? 'ring:push_home_share' : 'ring:push_denied';
  await push.getByText(ring(said), { exact: true }).waitFor();
  const notices = page.getByRole('region', { name: t('welcome:notices'), exact: true });
  await notices.getByText(title).waitFor({ timeout: 15_000 });
  await shot(page, `welcome-${lang}`);
  assert.deepEqual(await axeFaults(page), []);
  // From here on in the dark.
  await who.context.addInitScript(() => localStorage.setItem('tramway.theme', 'dark'));

  // A picture, by the same field as under Me.
  const picture = page.getByRole('region', { name: t('welcome:picture'), exact: true });
  await picture.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: dot });
  await picture.locator('img').waitFor();

  // Read, acknowledged, and back.
  await notices.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: announce('announce:confirm'), exact: true }).click();
  await page.getByRole('button', { name: announce('announce:get_proof'), exact: true }).waitFor();
  await page.goBack();
  await notices.waitFor();
  await notices.getByText(title).waitFor({ state: 'detached' });
  await page.reload();
  await notices.waitFor();
  await shot(page, `welcome-${lang}-dark`);
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('button', { name: t('welcome:go'), exact: true }).click();
  await page.waitForURL(/\/im$/);

  // Once is enough; under Me it can be opened again.
  await who.context.request.post(`${server.url}/api/v1/sign-out`, { headers: { Origin: server.url } });
  await who.to('/sign-in');
  await page.getByLabel(t('signin:login'), { exact: true }).fill(email);
  await page.getByLabel(t('shell:password'), { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/im$/);
  await who.to(`/o/${boss.org}/me`);
  await page.getByRole('button', { name: t('welcome:again_open'), exact: true }).click();
  await page.waitForURL(/\/welcome$/);
  who.faults.push(...boss.faults);
  await boss.context.close();
  return who;
};

export const welcomeTests = {
  'first steps of somebody who was invited': story('en', sizes.desktop),
  'first steps of somebody who was invited, on a phone in Chinese': story('zh-HK', sizes.phone),
};
