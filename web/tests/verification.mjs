// Registering and verifying an organisation, with the operator in a second window.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, connectApp, shot, sizes, tramway, visitor } from './browser.mjs';

export const texts = (lang, part = 'verification') => {
  const read = (path) => JSON.parse(readFileSync(new URL(`../src/i18n/${path}`, import.meta.url)));
  const words = { ...read(`${lang}.json`), ...read(`${part}/${lang}.json`) };
  return (key, values = {}) => {
    const [space, name] = key.split(':');
    if (words[space]?.[name] === undefined) throw new Error(`no text ${key}`);
    return Object.entries(values).reduce((text, [one, value]) => text.replaceAll(`{{${one}}}`, value), words[space][name]);
  };
};

/** Somebody without a second factor signs in by the page and is given one. */
async function enter(who, url, one) {
  const answer = await who.context.request.post(`${url}/api/v1/sign-in`, { data: { login: one.login, password: one.password }, headers: { Origin: url } });
  assert.ok(answer.ok(), await answer.text());
}

/** The operator: named by the command, and asked for a second factor by the page. */
export async function operator(browser, server, lang, nth) {
  const who = await visitor(browser, server.url, { lang, signIn: false });
  const t = texts(lang);
  const boot = await (await who.context.request.get(`${server.url}/api/v1/boot`)).json();
  const boss = await visitor(browser, server.url, { lang });
  const shown = boot.demo_sign_ins.map((one) => one.login);
  const person = (await boss.get('/people?limit=100')).items.filter((one) => one.status === 'active' && !one.is_admin && one.email && !shown.includes(one.email))[nth];
  await boss.context.close();
  tramway(server, 'user', 'operator', person.email);
  await enter(who, server.url, { login: person.email, password: boot.demo_sign_ins[0].password });
  await who.to('/operator');
  await who.page.getByRole('heading', { name: t('shell:second_needed_title') }).waitFor();
  await who.page.getByRole('button', { name: t('shell:continue') }).click();
  await who.page.getByRole('button', { name: t('account:offer_app') }).click();
  await connectApp(who.page);
  await who.page.getByRole('button', { name: t('account:codes_kept') }).click();
  await who.page.waitForURL(/\/im/);
  return who;
}

/** Makes an organisation on the page and opens its verification. */
export async function found(who, t, { name, nameZh, type = 'setup:type_company', region = 'setup:region_hk' }) {
  const { page } = who;
  await who.to('/organisations/new');
  await page.getByLabel(t('setup:organisation_name'), { exact: true }).fill(name);
  if (nameZh) await page.getByLabel(t('setup:organisation_name_zh')).fill(nameZh);
  if (type !== 'setup:type_company') {
    await page.getByLabel(t('setup:organisation_type')).click();
    await page.locator('.ant-select-item-option').filter({ hasText: t(type) }).dispatchEvent('click');
  }
  await page.getByRole('radio', { name: new RegExp(`^${t(region)}`) }).check();
  await page.getByRole('button', { name: t('setup:create') }).click();
  await page.waitForURL(/\/o\/.*\/im/);
  const org = /\/o\/([^/]+)/.exec(page.url())[1];
  await who.to(`/o/${org}/admin/verification`);
  await page.getByRole('heading', { name: t('verification:state_none') }).waitFor();
  return org;
}

const picture = async (page) => ({ name: 'certificate.png', mimeType: 'image/png', buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 400 } }) });
const letter = { name: 'certificate.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n') };

async function add(page, t, kind, file) {
  const name = t(`verification:paper_${kind}`);
  const section = page.getByRole('region', { name, exact: true });
  await section.locator('input[type=file]').setInputFiles(file);
  await section.getByText(file.name).waitFor();
}

/** Whoever hands something in for a Hong Kong organisation can be reached by a Hong Kong mobile. */
async function reachable(who, server) {
  const { url } = server;
  const api = (path) => `${url}/api/v1${path}`;
  const send = async (path, data) => {
    const answer = await who.context.request.post(api(path), { data, headers: { Origin: url } });
    assert.ok(answer.ok(), await answer.text());
  };
  if ((await (await who.context.request.get(api('/me/mobile'))).json()).mobile) return;
  const boot = await (await who.context.request.get(api('/boot'))).json();
  await send('/me/mobile/begin', { number: '6123 4567' });
  const code = tramway(server, 'user', 'code', boot.session.account.login);
  await send('/me/mobile/finish', { code: code.toString().split('\n')[0] });
}

async function handIn(page, t) {
  await page.getByRole('button', { name: t('verification:submit'), exact: true }).click();
  await page.getByRole('heading', { name: t('verification:state_submitted') }).waitFor();
}

/** Opens a review in the queue with the keyboard and decides it. */
async function decide(boss, t, name, { reason, note } = {}) {
  const { page } = boss;
  await boss.to('/operator');
  const row = page.getByRole('link').filter({ hasText: name }).last(); // a report may wait, too
  await row.focus();
  await page.keyboard.press('Enter');
  await page.getByText(t('verification:recorded')).waitFor();
  if (reason) await page.getByRole('radio', { name: t(`verification:reason_${reason}`) }).check();
  if (note) await page.getByLabel(t('verification:note')).fill(note);
  const word = t(reason ? 'verification:refuse' : 'verification:approve');
  await page.getByRole('button', { name: word, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: word, exact: true }).click();
  await page.getByText(t('verification:decided'), { exact: true }).waitFor();
}

const clean = async (page, label) => assert.deepEqual(await axeFaults(page), [], label);

// A trading name of its own for each run: nobody else can have the same.
export const letters = () => Array.from({ length: 9 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
const han = () => Array.from({ length: 4 }, () => String.fromCharCode(0x5100 + Math.floor(Math.random() * 0x600))).join('');

const company = (lang, size, nth) => async ({ browser, server }) => {
  const t = texts(lang);
  const boss = await operator(browser, server, lang, nth);
  const who = await visitor(browser, server.url, { lang, size });
  const { page } = who;
  await reachable(who, server);
  const name = `${letters()} Limited`;
  const org = await found(who, t, { name });
  await clean(page, 'verification');
  await shot(page, `verification-empty-${lang}`);
  await page.getByLabel(t('verification:br_certificate')).fill('99510874-000-04-26-A');
  await page.getByLabel(t('verification:company_no')).fill('11110874');
  await page.getByLabel(t('verification:incorporated_on')).fill('15/01/2024');
  await page.keyboard.press('Enter');
  await page.getByLabel(t('verification:contact')).fill('office@example.hk');
  await page.getByRole('button', { name: t('verification:save'), exact: true }).click();
  const number = page.getByLabel(t('verification:company_no'));
  await page.locator(`[id="${await number.getAttribute('id')}-error"]`).waitFor();
  await number.fill('9951 0874');
  await page.getByRole('button', { name: t('verification:submit'), exact: true }).click();
  await page.getByRole('region', { name: t('verification:paper_incorporation') }).getByRole('alert').waitFor();
  await shot(page, `verification-wrong-${lang}`);
  await add(page, t, 'business_registration', await picture(page));
  await add(page, t, 'incorporation', letter);
  await page.getByRole('button', { name: t('verification:remove_of', { name: t('verification:paper_incorporation') }) }).click();
  await page.getByRole('region', { name: t('verification:paper_incorporation') }).getByText(t('verification:paper_drop')).waitFor();
  await add(page, t, 'incorporation', letter);
  await page.reload();
  await page.getByRole('heading', { name: t('verification:state_draft') }).waitFor();
  assert.equal(await page.getByLabel(t('verification:company_no')).inputValue(), '99510874', 'the draft is kept in its one form');
  await handIn(page, t);
  await shot(page, `verification-submitted-${lang}`);

  // Refused with a reason, then an appeal.
  await decide(boss, t, name, { reason: 'unreadable', note: 'The scan is blank.' });
  await page.getByRole('heading', { name: t('verification:state_refused') }).waitFor({ timeout: 20_000 });
  await page.getByText('The scan is blank.').waitFor();
  await shot(page, `verification-refused-${lang}`);
  await page.getByLabel(t('verification:appeal')).fill('It is not blank, look again.');
  await handIn(page, t);

  // The picture is shown in the page, the PDF is kept.
  await boss.to('/operator');
  await clean(boss.page, 'queue');
  await boss.page.getByRole('link').filter({ hasText: name }).click();
  await boss.page.getByText('It is not blank, look again.').waitFor();
  await boss.page.getByRole('button', { name: t('verification:look_of', { name: t('verification:paper_business_registration') }) }).click();
  const image = boss.page.getByRole('img', { name: t('verification:paper_business_registration') });
  await image.waitFor();
  assert.equal(await image.evaluate((img) => img.decode().then(() => img.naturalWidth)), 300);
  const coming = boss.page.waitForEvent('download');
  await boss.page.getByRole('button', { name: t('verification:look_of', { name: t('verification:paper_incorporation') }) }).click();
  assert.equal((await coming).suggestedFilename(), 'incorporation.pdf');
  await clean(boss.page, 'review');
  await shot(boss.page, `operator-${lang}`);
  await decide(boss, t, name);

  await page.locator('header [data-verified]').waitFor({ timeout: 20_000 });
  await page.getByRole('heading', { name: t('verification:state_approved') }).waitFor();
  await clean(page, 'verified');
  await shot(page, `verification-approved-${lang}`);
  const looks = (await (await who.context.request.get(`${server.url}/api/v1/o/${org}/record/entries?action=verification.look_at_paper&limit=9`)).json()).items;
  assert.equal(looks.length, 2, 'each look at a paper is in the record');
  await page.getByRole('link', { name: t('verification:proof_page') }).click();

  // Anybody reads the proof; who is signed in can report.
  const stranger = await visitor(browser, server.url, { lang, size, signIn: false });
  await stranger.to(`/proof/${org}`);
  await stranger.page.getByRole('heading', { name: t('verification:proof_verified') }).waitFor();
  await stranger.page.getByText(name).waitFor();
  await stranger.page.getByRole('button', { name: t('verification:copy_link') }).click();
  await stranger.page.getByRole('button', { name: t('shell:copied') }).waitFor();
  await clean(stranger.page, 'proof');
  await shot(stranger.page, `proof-${lang}`);
  await stranger.page.getByRole('button', { name: t('verification:report_sign_in') }).click();
  await stranger.page.waitForURL(/sign-in\?next=/);
  await stranger.to('/proof/nobody');
  await stranger.page.getByRole('heading', { name: t('verification:proof_missing') }).waitFor();
  await boss.to(`/proof/${org}`);
  await boss.page.getByRole('button', { name: t('verification:report'), exact: true }).click();
  await boss.page.getByLabel(t('verification:report_reason')).fill('It asks for training fees.');
  await boss.page.getByRole('button', { name: t('verification:send') }).click();
  await boss.page.getByText(t('verification:report_done')).waitFor();

  // The badge stands where people choose between organisations, and under Me.
  await who.to(`/o/${org}/me`);
  await page.locator('main [data-verified]').first().waitFor();
  await shot(page, `me-organisations-${lang}`);
  if (size === sizes.desktop) {
    await page.getByRole('button', { name: t('shell:my_menu', { name: '' }).trim().split(' ')[0] }).last().click();
    await page.getByRole('menu').locator('[data-verified]').first().waitFor();
    await shot(page, `menu-${lang}`);
  }
  await who.to(`/o/${org}/admin/verification`);

  // Another name takes the badge, and what was verified waits as a draft.
  const other = `${letters()} Limited`;
  await page.getByRole('button', { name: t('verification:rename') }).click();
  const dialog = page.getByRole('dialog');
  const change = dialog.getByRole('button', { name: t('verification:rename') });
  await dialog.getByText(t('verification:rename_verified')).waitFor();
  assert.ok(await change.isDisabled(), 'it is called so already');
  await dialog.getByLabel(t('setup:organisation_name'), { exact: false }).first().fill(`${other} ✔`);
  await change.click();
  await dialog.locator('[aria-describedby*="-error"]').waitFor();
  await clean(page, 'rename');
  await shot(page, `rename-${lang}`);
  await dialog.getByLabel(t('setup:organisation_name'), { exact: false }).first().fill(other);
  await change.click();
  await page.getByRole('heading', { name: t('verification:state_draft') }).waitFor();
  await page.locator('header [data-verified]').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel(t('verification:company_no')).inputValue(), '99510874', 'filled with what was verified');
  await shot(page, `renamed-${lang}`);
  await stranger.to(`/proof/${org}`);
  await stranger.page.getByText(other).waitFor();
  await handIn(page, t);
  await decide(boss, t, other);
  await page.getByRole('heading', { name: t('verification:state_approved') }).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: t('verification:give_up'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('verification:give_up'), exact: true }).click();
  await page.getByRole('heading', { name: t('verification:state_withdrawn') }).waitFor();
  await page.locator('header [data-verified]').waitFor({ state: 'detached' });
  await stranger.to(`/proof/${org}`);
  await stranger.page.getByRole('heading', { name: t('verification:proof_lapsed') }).waitFor();
  who.faults.push(...boss.faults, ...stranger.faults);
  await boss.context.close();
  await stranger.context.close();
  return who;
};

const mainland = async ({ browser, server }) => {
  const t = texts('zh-CN');
  const boss = await operator(browser, server, 'zh-CN', 7);
  const who = await visitor(browser, server.url, { lang: 'zh-CN', size: sizes.phone });
  const { page } = who;
  const nameZh = `${han()}有限公司`;
  const org = await found(who, t, { name: `${letters()} Limited`, nameZh, region: 'setup:region_cn' });
  await page.getByLabel(t('verification:credit_code')).fill('91350100M000100Y43');
  await page.getByLabel(t('verification:representative'), { exact: true }).fill('王小明');
  await page.getByLabel(t('verification:representative_id')).fill('11010519491231002X');
  await page.getByLabel(t('verification:contact')).fill('office@example.cn');
  await add(page, t, 'licence', await picture(page));
  await clean(page, 'one page');
  await shot(page, 'verification-mainland');
  await handIn(page, t);
  assert.ok(!(await page.locator('main').innerText()).includes('11010519491231002X'), 'masked');
  await decide(boss, t, nameZh);
  assert.ok(!(await boss.page.content()).includes('11010519491231002X'), 'masked for the operator');
  await who.to(`/proof/${org}`);
  await page.getByRole('heading', { name: t('verification:proof_verified') }).waitFor();
  await boss.context.close();
  return who;
};

const school = async ({ browser, server }) => {
  const t = texts('en');
  const who = await visitor(browser, server.url);
  const { page } = who;
  await found(who, t, { name: `${letters()} College`, type: 'setup:type_school' });
  assert.equal(await page.getByLabel(t('verification:br_certificate')).count(), 0, 'a school has no business registration');
  await page.getByLabel(t('verification:other_no')).fill('EDB 511234');
  await page.getByLabel(t('verification:contact')).fill('office@college.example');
  // Dropped, not chosen.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['%PDF-1.7\n'], 'registration.pdf', { type: 'application/pdf' }));
    return transfer;
  });
  const section = page.getByRole('region', { name: t('verification:paper_registration') });
  await section.dispatchEvent('drop', { dataTransfer: data });
  await section.getByText('registration.pdf').waitFor();
  const other = page.getByRole('region', { name: t('verification:paper_authority') });
  await other.locator('input[type=file]').setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('a plain text') });
  await other.getByRole('alert').waitFor();
  await add(page, t, 'authority', letter);
  await handIn(page, t);
  await page.getByRole('button', { name: t('verification:withdraw'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('verification:withdraw'), exact: true }).click();
  await page.getByRole('heading', { name: t('verification:state_withdrawn') }).waitFor();
  await page.getByText('registration.pdf').waitFor();
  return who;
};

export const verificationTests = {
  'registers a company until it has the badge': company('en', sizes.desktop, 5),
  'registers a company on a phone, in Chinese, until it has the badge': company('zh-HK', sizes.phone, 6),
  'registers a mainland company on one page': mainland,
  'registers a school, and withdraws': school,
};
