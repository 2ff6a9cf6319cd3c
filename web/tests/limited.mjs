// An organisation that poses as another is limited: everybody in it reads so, and nobody writes where a guest reads.
import assert from 'node:assert/strict';
import { axeFaults, sizes, visitor } from './browser.mjs';
import { found, letters, operator, texts } from './verification.mjs';

const shot = (page, name) => (process.env.OUT ? page.screenshot({ path: `${process.env.OUT}/${name}.png` }) : undefined);
const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

async function post(who, url, path, data) {
  const answer = await who.context.request.post(`${url}/api/v1${path}`, { data, headers: { 'X-Tramway-Client': 'page', Origin: url } });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
  return answer.json();
}

/** The operator opens what is asked about an organisation, and says the word of one button. */
async function decides(boss, t, name, word) {
  await boss.to('/operator');
  await boss.page.getByRole('link').filter({ hasText: name }).last().click();
  await boss.page.getByRole('button', { name: t(word), exact: true }).click();
  await boss.page.getByRole('dialog').getByRole('button', { name: t(word), exact: true }).click();
  await boss.page.getByText(t('verification:decided'), { exact: true }).waitFor();
}

const limited = (lang, size, theme, nth) => async ({ browser, server }) => {
  const t = texts(lang);
  const [said, door] = [texts(lang, 'limited'), texts(lang, 'guests')];
  const boss = await operator(browser, server, lang, nth);
  const who = await visitor(browser, server.url, { lang, size, theme });
  const name = `${letters()} Limited`;
  const org = await found(who, t, { name });
  const colleague = await post(who, server.url, `/o/${org}/people`, { name: 'LEE Ka Yan' });
  const { id } = await post(who, server.url, `/o/${org}/conversations`, { kind: 'group', title: 'Deposits', member_ids: [colleague.id] });
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const invited = await post(who, server.url, `/o/${org}/conversations/${id}/guests`, { email: `mei.${letters()}@acme.example`, name: 'WONG Mei', company: 'Acme Ltd', until });

  const guest = await visitor(browser, server.url, { lang, size, theme, signIn: false });
  await guest.page.goto(invited.way.link.replace(/^https?:\/\/[^/]+/, server.url));
  await guest.page.getByLabel(door('guests:door_password')).fill('correct horse battery staple');
  await guest.page.getByRole('button', { name: door('guests:door_accept') }).click();
  await guest.page.waitForURL(/\/o\//);
  for (const one of [who, guest]) {
    await one.to(`/o/${org}/im/${id}`);
    await composer(one.page).waitFor();
  }

  // Nobody has looked at it yet, so its page says nothing; whoever knows its address reports it there.
  await guest.to(`/proof/${org}`);
  await guest.page.getByRole('button', { name: t('verification:report'), exact: true }).click();
  await guest.page.getByLabel(t('verification:report_reason')).fill('It asks us for a deposit as another company.');
  await guest.page.getByRole('button', { name: t('verification:send') }).click();
  await guest.page.getByText(t('verification:report_done')).waitFor();
  await guest.to(`/o/${org}/im/${id}`);
  await composer(guest.page).waitFor();
  await decides(boss, t, name, 'verification:report_yes');

  // It stands over the pages that are open, and there is nowhere to write.
  await who.page.getByText(said('limited:members')).waitFor();
  await guest.page.getByText(said('limited:guests', { name })).waitFor();
  for (const one of [who, guest]) await composer(one.page).waitFor({ state: 'detached' });
  for (const one of [who, guest]) assert.deepEqual(await axeFaults(one.page), []);
  await shot(who.page, `limited-members-${lang}`);
  await shot(guest.page, `limited-guest-${lang}`);
  await guest.page.getByRole('link', { name: said('limited:proof') }).click();
  await guest.page.getByRole('heading', { name: t('verification:proof_limited') }).waitFor();
  await guest.to(`/o/${org}/im/${id}`);
  await guest.page.getByText(said('limited:guests', { name })).waitFor();

  // The way out leads from there.
  await who.page.getByRole('link', { name: said('limited:appeal') }).click();
  await who.page.getByRole('button', { name: t('verification:standing_appeal') }).click();
  const dialog = who.page.getByRole('dialog');
  await dialog.getByLabel(t('verification:standing_appeal_reason')).fill('Both companies are ours, see the papers.');
  await shot(who.page, `limited-appeal-${lang}`);
  await dialog.getByRole('button', { name: t('verification:send') }).click();
  await who.page.getByText(t('verification:standing_appeal_done')).waitFor();
  await who.to(`/o/${org}/im/${id}`);
  await who.page.getByText(said('limited:members')).waitFor();
  await decides(boss, t, name, 'verification:standing_appeal_yes');
  for (const one of [who, guest]) await composer(one.page).waitFor();
  await who.page.getByText(said('limited:members')).waitFor({ state: 'detached' });
  await guest.page.getByText(said('limited:guests', { name })).waitFor({ state: 'detached' });
  await composer(who.page).fill('We are back');
  await who.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await guest.page.getByRole('log').getByText('We are back').waitFor();
  who.faults.push(...boss.faults, ...guest.faults);
  await boss.context.close();
  await guest.context.close();
  return who;
};

export const limitedTests = {
  'limits an organisation that poses as another, and frees it': limited('en', sizes.desktop, 'light', 11),
  'limits an organisation that poses as another, and frees it, on a telephone in Chinese': limited('zh-HK', sizes.phone, 'dark', 12),
};
