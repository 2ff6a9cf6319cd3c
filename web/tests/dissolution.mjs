// An organisation is given up and comes back: asked, agreed to, waited for, shut, appealed, restored.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { found, letters, operator, texts } from './verification.mjs';

const clean = async (page, label) => assert.deepEqual(await axeFaults(page), [], label);
const said = 'The keys are with the guard.';

async function post(who, server, path, data = {}) {
  const answer = await who.context.request.post(`${server.url}/api/v1${path}`, { data, headers: { 'X-Tramway-Client': 'page', Origin: server.url } });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
  return answer.status() === 200 || answer.status() === 201 ? answer.json() : undefined;
}

/** Somebody of the demonstration becomes the second administrator of another organisation. */
async function joins(browser, server, options, who, org, one) {
  const mate = await visitor(browser, server.url, { ...options, nth: 2 });
  const person = await post(who, server, `/o/${org}/people`, { name: 'LEE Ka Yan', email: one.login });
  const { link } = await post(who, server, `/o/${org}/people/${person.id}/invitation`);
  await post(mate, server, '/invitations/accept', { token: link.split('/').at(-1), password: one.password });
  await post(who, server, `/o/${org}/access/roles/administrator/people`, { person_id: person.id });
  return { mate, person };
}

/** The proof of the sign-in holds for minutes that no browser waits: once, the server's refusal of a late act is put in. */
async function late(page, path) {
  let told = false;
  await page.route(`**/api/v1${path}`, (route) => {
    if (told || route.request().method() !== 'POST') return route.fallback();
    told = true;
    return route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ status: 403, code: 'fresh_needed', title: 'Prove once more that it is you, then try again.' }) });
  });
}

/** Asks; another name than the organisation's is refused. */
async function ask({ page }, t, name) {
  await page.getByRole('button', { name: t('verification:dissolve_ask') }).click();
  const dialog = page.getByRole('dialog');
  const wish = dialog.getByRole('button', { name: t('verification:dissolve_ask') });
  assert.ok(await wish.isDisabled(), 'the name has to be typed');
  await dialog.getByRole('textbox').fill('Another Limited');
  await wish.click();
  await dialog.locator('[aria-describedby*="-error"]').waitFor();
  await clean(page, 'ask');
  await dialog.getByRole('textbox').fill(name);
  await wish.click();
  await page.getByText(t('verification:dissolve_own')).waitFor();
}

/** The operator opens what is asked about an organisation, and says the word of one button. */
async function decides(boss, t, name, word, note) {
  await boss.to('/operator');
  await boss.page.getByRole('link').filter({ hasText: name }).last().click();
  const button = boss.page.getByRole('button', { name: t(word), exact: true });
  if (note) {
    await boss.page.getByText(t('verification:note_asker')).waitFor();
    assert.ok(await button.isDisabled(), 'who refuses says why');
    await boss.page.getByLabel(t('verification:note'), { exact: false }).fill(note);
    await clean(boss.page, 'review');
    await shot(boss.page, `dissolution-review-${boss.lang}`);
  }
  await button.click();
  await boss.page.getByRole('dialog').getByRole('button', { name: t(word), exact: true }).click();
  await boss.page.getByText(t('verification:decided'), { exact: true }).waitFor();
}

const rowOf = (page, name) => page.getByRole('listitem').filter({ hasText: name });

/** The open page goes where it says what happened; other organisations stay open. */
async function shutOut(who, t, name, mark) {
  const { page } = who;
  await page.waitForURL(/\/organisations$/, { timeout: 60_000 });
  const row = rowOf(page, name);
  await row.getByText(t('verification:dissolved_until').split('{{')[0]).waitFor();
  await page.getByRole('button', { name: t('verification:open'), exact: true }).first().waitFor();
  await row.getByRole('button', { name: t('verification:dissolved_appeal') }).waitFor();
  await clean(page, 'dissolved');
  await shot(page, `dissolution-shut-${mark}`);
}

/** Asks for it back, after the password: the proof of the sign-in is long ago. */
async function appeals(who, t, name, password, mark) {
  const { page } = who;
  await late(page, '/organisations/*/appeal');
  await rowOf(page, name).getByRole('button', { name: t('verification:dissolved_appeal') }).click();
  const dialog = page.getByRole('dialog').first();
  const send = dialog.getByRole('button', { name: t('verification:send') });
  await dialog.getByLabel(t('verification:dissolved_appeal_reason')).fill('Short');
  assert.ok(await send.isDisabled(), 'a reason has ten characters');
  await dialog.getByLabel(t('verification:dissolved_appeal_reason')).fill('We dissolved it by mistake. 我們誤把機構解散。');
  await send.click();
  const proof = page.getByRole('dialog', { name: t('shell:fresh_title') });
  await proof.getByText(t('verification:fresh_appeal')).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0, 'nothing was refused');
  await clean(page, 'appeal');
  await shot(page, `dissolution-appeal-${mark}`);
  await proof.getByLabel(t('shell:password'), { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await rowOf(page, name).getByText(t('verification:dissolved_waits').split('{{')[0]).waitFor();
  assert.equal(await rowOf(page, name).getByRole('button').count(), 0, 'it is asked once');
  await shot(page, `dissolution-asked-back-${mark}`);
}

/** Signs in on the page again and finds the conversation as it was. */
async function comesBack(who, t, org, id, one) {
  const { page } = who;
  await who.context.clearCookies();
  await who.to('/sign-in');
  await page.getByLabel(t('signin:login')).fill(one.login);
  await page.getByLabel(t('shell:password'), { exact: true }).fill(one.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/im/);
  await who.to(`/o/${org}/im/${id}`);
  await page.getByRole('log').getByText(said).waitFor();
}

const dissolution = (lang, size, theme, nth, two) => async ({ browser, server }) => {
  const t = texts(lang);
  const mark = `${lang}-${size.width}`;
  const boss = { ...(await operator(browser, server, lang, nth)), lang };
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page } = who;
  const all = (await (await who.context.request.get(`${server.url}/api/v1/boot`)).json()).demo_sign_ins;
  const { password } = all[0];
  const name = `${letters()} Limited`;
  const org = await found(who, t, { name });
  const { mate, person } = two
    ? await joins(browser, server, { lang, size, theme }, who, org, all[2])
    : { person: await post(who, server, `/o/${org}/people`, { name: 'LEE Ka Yan' }) };
  const { id } = await post(who, server, `/o/${org}/conversations`, { kind: 'group', title: 'Keys', member_ids: [person.id] });
  await post(who, server, `/o/${org}/conversations/${id}/messages`, { client_id: `keys-${letters()}`, text: said });

  // Asked for, and stopped by the other; a wish that was taken back leaves nothing behind.
  await who.to(`/o/${org}/admin/verification`);
  await page.getByText(t('verification:dissolve_text').split('{{')[0]).waitFor();
  await ask(who, t, name);
  await clean(page, 'asked');
  await shot(page, `dissolution-asked-${mark}`);
  const stop = (one) => one.page.getByRole('button', { name: t('verification:dissolve_stop') });
  if (mate) await mate.to(`/o/${org}/admin/verification`);
  await stop(mate ?? who).click();
  await page.getByRole('button', { name: t('verification:dissolve_ask') }).waitFor();
  await ask(who, t, name);

  // The other administrator agrees; where there is none, an operator.
  if (mate) {
    await mate.page.getByRole('button', { name: t('verification:dissolve_agree'), exact: true }).click({ timeout: 30_000 });
    await mate.page.getByRole('dialog').getByRole('button', { name: t('verification:dissolve_agree'), exact: true }).click();
  } else await decides(boss, t, name, 'verification:ending_yes');
  await page.getByText(t('verification:dissolve_waiting_text')).waitFor();
  await shot(page, `dissolution-waiting-${mark}`);
  await shutOut(who, t, name, mark);
  if (mate) await mate.page.waitForURL(/\/organisations$/);

  // Refused, it stays refused for whoever asked; another asks, and it is restored.
  await appeals(who, t, name, password, mark);
  if (mate) {
    await decides(boss, t, name, 'verification:ending_appeal_no', 'Your partner objects.');
    await rowOf(page, name).getByText('Your partner objects.').waitFor({ timeout: 30_000 });
    await rowOf(page, name).getByText(t('verification:dissolved_left')).waitFor();
    assert.equal(await rowOf(page, name).getByRole('button').count(), 0, 'nothing is offered that would be refused');
    await clean(page, 'refused');
    await shot(page, `dissolution-refused-${mark}`);
    await appeals(mate, t, name, all[2].password, `${mark}-mate`);
  }
  await decides(boss, t, name, 'verification:ending_appeal_yes');
  await rowOf(page, name).getByRole('button', { name: t('verification:open'), exact: true }).click({ timeout: 30_000 });
  await page.waitForURL(new RegExp(`/o/${org}/im`));
  await comesBack(mate ?? who, t, org, id, all[mate ? 2 : 0]);
  await shot((mate ?? who).page, `dissolution-back-${mark}`);
  who.faults.push(...boss.faults, ...(mate?.faults ?? []));
  await boss.context.close();
  await mate?.context.close();
  return who;
};

export const dissolutionTests = {
  'dissolves an organisation with two administrators, and restores it': dissolution('en', sizes.desktop, 'light', 16, true),
  'dissolves an organisation with one administrator, and restores it, on a phone in Chinese': dissolution('zh-HK', sizes.phone, 'dark', 17, false),
};
