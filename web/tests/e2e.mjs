// The main tasks, by keyboard where a person would use it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { announceTests } from './announce.mjs';
import { codeOf, connectApp, openBrowser, serverUnderTest, settle, sizes, visitor } from './browser.mjs';
import { callbackTests } from './callbacks.mjs';
import { cardTests } from './cards.mjs';
import { chatTests } from './chat.mjs';
import { composerTests } from './composer.mjs';
import { dingTests } from './ding.mjs';
import { endlessTests } from './endless.mjs';
import { fileTests } from './files.mjs';
import { folderTests } from './folders.mjs';
import { gateTests } from './gates.mjs';
import { groupTests } from './groups.mjs';
import { guestTests } from './guests.mjs';
import { invitedPasskeyTests } from './invited-passkey.mjs';
import { joiningTests } from './joining.mjs';
import { keyTests } from './keys.mjs';
import { laterTests } from './later.mjs';
import { leavingTests } from './leaving.mjs';
import { levelTests } from './levels.mjs';
import { limitedTests } from './limited.mjs';
import { monitoringTests } from './monitoring.mjs';
import { mostTests } from './most.mjs';
import { offlineTests } from './offline.mjs';
import { oldMessageTests } from './oldmessages.mjs';
import { orgPictureTests } from './org-pictures.mjs';
import { overviewTests } from './overview.mjs';
import { presenceTests } from './presence.mjs';
import { robotTests } from './robots.mjs';
import { samlTests } from './saml.mjs';
import { savedSearchTests } from './saved-searches.mjs';
import { searchTests } from './search.mjs';
import { ssoTests } from './sso.mjs';
import { ssoOnlyTests } from './sso-only.mjs';
import { threadTests } from './threads.mjs';
import { twiceTests } from './twice.mjs';
import { texts, verificationTests } from './verification.mjs';
import { welcomeTests } from './welcome.mjs';

const tests = {};
const test = (name, body) => {
  tests[name] = body;
};
// Where the stand-in plays the other side: another person writing, a connection breaking.
const standIn = (name, body) => {
  body.standIn = true;
  test(name, body);
};
// What only the program itself can answer, such as a signature.
const real = (name, body) => {
  body.real = true;
  test(name, body);
};

const openGroup = async (who) => {
  const group = (await who.get('/conversations')).items.find((one) => one.kind === 'group' && one.last && one.can.includes('post'));
  await who.to(`/o/${who.org}/im/${group.id}`);
  await who.page.getByRole('log').waitFor();
  await who.page.waitForTimeout(900);
  return group;
};
const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

test('signs in by password and comes to the messages', async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { signIn: false });
  const boot = await (await who.context.request.get(`${server.url}/api/v1/boot`)).json();
  const { login, password } = process.env.LOGIN ? { login: process.env.LOGIN, password: process.env.PASSWORD } : boot.demo_sign_ins[0];
  await who.to('/');
  await who.page.waitForURL(/sign-in/);
  await who.page.getByLabel('E-mail').fill(login);
  await who.page.getByLabel('Password', { exact: true }).fill('wrong');
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('alert').waitFor();
  await who.page.getByLabel('Password', { exact: true }).fill(password);
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/\/im/);
  await who.page.getByRole('heading', { name: 'Messages' }).waitFor();
  return who;
});

test('sends with Enter, breaks with Shift+Enter, keeps a draft', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const group = await openGroup(who);
  const text = `first ${Date.now()}`;
  await composer(who.page).click();
  await who.page.keyboard.type(text);
  await who.page.keyboard.press('Shift+Enter');
  await who.page.keyboard.type('second line');
  await who.page.reload();
  await who.page.getByRole('log').waitFor();
  assert.equal(await composer(who.page).inputValue(), `${text}\nsecond line`, 'the draft survives a reload');
  await composer(who.page).click();
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('log').getByText(text).waitFor();
  await who.page.getByText(/^(Sent|Read \d+ · Unread \d+)$/).first().waitFor();
  const last = (await who.get(`/conversations/${group.id}/messages?limit=5`)).items.at(-1);
  assert.equal(last.text, `${text}\nsecond line`);
  assert.equal(await composer(who.page).inputValue(), '');
  return who;
});

test('does not send the Enter that picks a candidate', async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { lang: 'zh-HK' });
  const group = await openGroup(who);
  const before = (await who.get(`/conversations/${group.id}/messages?limit=1`)).items.at(-1).seq;
  await composer(who.page).click();
  const cdp = await who.context.newCDPSession(who.page);
  await cdp.send('Input.imeSetComposition', { text: '會議', selectionStart: 2, selectionEnd: 2 });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.insertText', { text: '會議' });
  await who.page.waitForTimeout(300);
  assert.equal(await composer(who.page).inputValue(), '會議');
  assert.equal((await who.get(`/conversations/${group.id}/messages?limit=1`)).items.at(-1).seq, before, 'nothing was sent');
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('log').getByText('會議', { exact: true }).last().waitFor();
  return who;
});

test('keeps a message without a network and sends it when the network is back', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await openGroup(who);
  await who.context.setOffline(true);
  const text = `offline ${Date.now()}`;
  await composer(who.page).fill(text);
  await composer(who.page).press('Enter');
  await who.page.getByText('Waiting for a connection').waitFor();
  await who.page.getByText(/^Offline – showing saved data/).waitFor({ timeout: 15_000 });
  await who.context.setOffline(false);
  await who.page.getByText('Waiting for a connection').waitFor({ state: 'detached', timeout: 15_000 });
  await who.page.getByText(/^(Sent|Read \d+ · Unread \d+)$/).first().waitFor();
  assert.equal(await who.page.getByRole('log').getByText(text).count(), 1);
  return who;
});

standIn('shows live messages once, counts them below, and catches up after a break', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const group = await openGroup(who);
  const say = (text) => who.context.request.post(`${server.url}/api/v1/test/post`, { data: { conversation: group.id, text } });
  await say('live one');
  await who.page.getByRole('log').getByText('live one').waitFor();
  assert.equal(await who.page.getByRole('log').getByText('live one').count(), 1);
  // As a hand does it, after the list has come to rest.
  await who.page.waitForTimeout(500);
  await who.page.getByRole('log').hover();
  await who.page.mouse.wheel(0, -2000);
  await who.page.getByRole('button', { name: /latest/ }).waitFor();
  await say('live two');
  await who.page.getByRole('button', { name: '1 new message' }).click();
  await who.page.getByRole('log').getByText('live two').waitFor();
  await who.context.request.post(`${server.url}/api/v1/test/drop`, { data: {} });
  await say('while away');
  await who.page.getByRole('log').getByText('while away').waitFor({ timeout: 15_000 });
  return who;
});

standIn('asks before notifying everybody', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await openGroup(who);
  await composer(who.page).click();
  await who.page.keyboard.type('please read @al');
  await who.page.getByRole('option', { name: 'all' }).waitFor();
  await who.page.keyboard.press('Enter');
  await who.page.keyboard.type('today');
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('button', { name: 'Send to all' }).click();
  await who.page.getByRole('log').getByText('today').waitFor();
  return who;
});

test('starts a conversation with a person', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const person = (await who.get('/people?limit=20')).items.find((one) => one.can?.includes('message') && !one.is_admin);
  await who.to(`/o/${who.org}/contacts?person=${person.id}`);
  await who.page.getByRole('button', { name: 'Message', exact: true }).click();
  await who.page.waitForURL(/\/im\/./);
  await composer(who.page).waitFor();
  return who;
});

test('opens the organisation chart by keyboard, under the name of who looks', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/contacts/chart?view=line`);
  const nodes = who.page.locator('button[data-node]');
  await nodes.nth(2).waitFor();
  const before = await nodes.count();
  await nodes.first().focus();
  await who.page.keyboard.press('ArrowDown');
  await who.page.keyboard.press('ArrowRight');
  await who.page.waitForFunction((n) => document.querySelectorAll('button[data-node]').length > n, before);
  await who.page.keyboard.press('ArrowLeft');
  await who.page.waitForFunction((n) => document.querySelectorAll('button[data-node]').length === n, before);
  const sheet = who.page.locator('main > div[aria-hidden="true"]');
  await sheet.evaluate((one) => one.remove());
  await sheet.waitFor({ state: 'attached' });
  assert.match(decodeURIComponent(await sheet.evaluate((one) => one.style.maskImage)), /rotate\(-22/);
  return who;
});

real('hides a department from others, and shows why', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const department = (await who.get('/departments')).items.find((one) => one.people > 0);
  const hidden = (await who.get(`/people?department=${department.id}&limit=5`)).items.find((one) => !one.is_admin);
  const reader = (await who.get('/people?limit=200')).items.find(
    (one) => !one.is_admin && one.manager_id !== hidden.id && hidden.manager_id !== one.id && !one.departments.some((d) => d.id === department.id),
  );
  await who.to(`/o/${who.org}/admin/people`);
  await who.page.getByRole('button', { name: 'Who sees whom' }).click();
  await who.page.waitForURL(/people\/sight/);
  await who.page.getByRole('button', { name: 'Add a rule' }).click();
  await who.page.getByRole('combobox', { name: 'Department', exact: true }).fill(department.name);
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await who.page.getByText(`Others do not see ${department.name}`).first().waitFor();
  for (const [label, one] of [['Who looks', reader], ['Whom they look for', hidden]]) {
    await who.page.getByRole('combobox', { name: label }).fill(one.name);
    await who.page.locator('.ant-select-item-option').filter({ hasText: one.name, visible: true }).first().waitFor();
    await who.page.keyboard.press('Enter');
  }
  await who.page.getByText('because of the marked rules').waitFor();
  await who.page.getByRole('button', { name: 'Remove', exact: true }).first().click();
  await who.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await who.page.getByText('Everybody sees everybody', { exact: true }).waitFor();
  return who;
});

real('sets a link for everybody, and reads figures about people', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/contacts`);
  await who.page.getByRole('button', { name: 'About the organisation' }).click();
  await who.page.waitForURL(/contacts\/organisation/);
  await who.page.getByRole('heading', { name: 'New in the last 30 days' }).waitFor();
  await who.page.getByRole('button', { name: 'Change links' }).click();
  await who.page.getByRole('button', { name: 'Add a link' }).click();
  await who.page.getByLabel('Title in English').last().fill('Staff handbook');
  await who.page.getByLabel('Address').last().fill('https://intranet.example/handbook');
  await who.page.getByRole('button', { name: 'Save' }).click();
  const link = who.page.getByRole('link', { name: 'Staff handbook' }).first();
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), 'https://intranet.example/handbook');
  await who.page.getByRole('button', { name: 'Statistics' }).click();
  await who.page.getByRole('table', { name: 'By department' }).waitFor();
  const download = who.page.waitForEvent('download');
  await who.page.getByRole('link', { name: 'Download CSV' }).click();
  assert.match(readFileSync(await (await download).path(), 'utf8'), /People,,\d+/);
  return who;
});

test('goes anywhere by the palette, and by G then a letter', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/im`);
  await settle(who.page);
  await who.page.keyboard.press('Control+k');
  await who.page.getByRole('combobox').waitFor();
  await who.page.keyboard.type('>import');
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/contacts\/import/);
  await settle(who.page);
  await who.page.keyboard.press('g');
  await who.page.keyboard.press('w');
  await who.page.waitForURL(/\/work$/);
  await who.page.goBack();
  await who.page.waitForURL(/contacts\/import/);
  return who;
});

standIn('imports people: upload, match, check, apply, undo', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/contacts/import`);
  await who.page.locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\nA\n') });
  await who.page.getByText('What is in staff-2026.xlsx').waitFor();
  await who.page.getByRole('button', { name: 'Check' }).click();
  await who.page.getByText('Rows with errors').first().waitFor();
  await who.page.getByRole('button', { name: 'Apply to 58 people' }).click();
  await who.page.getByRole('heading', { name: 'Import applied' }).waitFor();
  await who.page.getByRole('button', { name: 'Undo import' }).click();
  await who.page.getByRole('heading', { name: 'Import undone' }).waitFor();
  return who;
});

test('reads the record with filters in the address and an entry beside', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/admin/record`);
  await who.page.getByRole('table').waitFor();
  const { action, summary } = (await who.get('/record/entries?limit=1')).items[0];
  await who.page.getByLabel('Action').fill(summary || action);
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/action=/);
  await who.page.getByRole('table').locator('button').nth(1).click();
  await who.page.waitForURL(/entry=/);
  await who.page.getByRole('link', { name: /Get proof/ }).waitFor();
  await who.page.goBack();
  await who.page.waitForURL((url) => !url.search.includes('entry='));
  return who;
});

test('an operator adds a plan, gives it, and its limits show in the console', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const choosePlan = async (name) => {
    await settle(page);
    await page.getByLabel('Plan of Harbour Lights Trading Limited').click();
    // Not by the mouse: the page may have moved since the list opened beside it.
    await page.locator('.ant-select-item-option').filter({ hasText: name }).dispatchEvent('click');
  };
  if (!server.real) return who;
  const { page } = who;
  await who.to('/operator/plans');
  await page.getByRole('button', { name: 'Add a plan' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Big One');
  await page.getByLabel('Most: members').fill('61');
  await page.getByLabel('the record as a file').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Small letters, digits and hyphens, at most 40.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('big-one');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'big-one' }).waitFor();
  await page.getByText('members: 61 · without the record as a file', { exact: true }).waitFor();
  await choosePlan('big-one');
  await page.waitForFunction(() => document.body.innerText.includes('1 organisation'));
  await who.to(`/o/${who.org}/admin/plan`);
  await page.getByText('big-one').waitFor();
  await page.getByText('Not included').waitFor();
  await who.to('/operator/plans');
  await choosePlan('Everything');
  await page.getByRole('listitem').filter({ hasText: 'big-one' }).getByText('0 organisations').waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'big-one' }).waitFor({ state: 'detached' });
  return who;
});

test('reviews a month of the record, whose numbers lead to its entries', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!server.real) return who;
  const { page } = who;
  const month = (await who.get('/record/reviews')).items.at(-1).month;
  await who.to(`/o/${who.org}/work`);
  await page.getByRole('link', { name: `The record of ${month}` }).click();
  const row = page.getByRole('row', { name: /People added/ });
  const number = await row.getByRole('link').innerText();
  await row.getByRole('link').click();
  await page.waitForURL(/action=directory.person.add/);
  await page.getByRole('table').waitFor();
  if (Number(number) < 1) throw new Error(`${number} people added`);
  await page.goBack();
  await page.getByLabel('Remarks').fill('Looked at all of it.');
  await page.getByRole('button', { name: 'I have reviewed this month' }).click();
  await page.getByText(/Reviewed by/).waitFor();
  const one = await who.get(`/record/reviews/${month}`);
  if (one.can.includes('sign')) {
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText(/Signed by/).waitFor();
  } else await page.getByText('Another administrator signs it.').waitFor();
  return who;
});

test('somebody with a colleague\'s name and picture is looked at', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!server.real) return who;
  const { page } = who;
  const api = (path) => `${server.url}/api/v1/o/${who.org}${path}`;
  const headers = { Origin: server.url };
  await who.to(`/o/${who.org}/contacts`); // what is on the screen is as good as a face
  await page.getByRole('main').waitFor();
  await page.waitForTimeout(500);
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 500, height: 500 } });
  const letters = Array.from({ length: 9 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
  for (const name of [`CHAN ${letters}`, `CHAN ${letters}a`]) {
    const made = await (await who.context.request.post(api('/people'), { data: { name }, headers })).json();
    const answer = await who.context.request.put(api(`/pictures/${made.id}`), { headers, multipart: { file: { name: 'a.png', mimeType: 'image/png', buffer: picture } } });
    if (!answer.ok()) throw new Error(await answer.text());
  }
  const title = `CHAN ${letters}a looks like CHAN ${letters}`;
  for (let n = 0; n < 40 && !(await who.get('/work')).items.some((one) => one.title === title); n++) await page.waitForTimeout(250);
  await who.to(`/o/${who.org}/work`);
  await page.getByRole('link', { name: title }).click();
  const card = page.getByRole('region', { name: `CHAN ${letters}a and CHAN ${letters}`, exact: true });
  await card.getByRole('button', { name: 'They are two people' }).click();
  await card.getByText(/Two people, says/).waitFor();
  if ((await who.get('/work')).items.some((one) => one.title === title)) throw new Error('still waits');
  return who;
});

test('sends the record on to a receiver, which says what is in the way', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!server.real) return who;
  const { page } = who;
  await who.to(`/o/${who.org}/admin/record`);
  await page.getByRole('link', { name: 'Receivers' }).click();
  await page.getByRole('button', { name: 'Add receiver' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('Security team');
  await form.getByLabel('Host').fill('10.1.2.3');
  await form.getByText('Certificates').click();
  await form.getByLabel('Authority of the receiver').fill('nothing');
  await form.getByRole('button', { name: 'Add receiver' }).click();
  await form.getByText('This is not a PEM text').waitFor();
  await form.getByLabel('Authority of the receiver').fill('');
  await form.getByRole('button', { name: 'Add receiver' }).click();
  const card = page.getByRole('region', { name: 'Security team' });
  await card.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The host is in a network that the operator does not allow').first().waitFor();
  await card.getByText(/entr(y|ies) waits?\./).waitFor();
  await card.getByRole('button', { name: 'Change' }).click();
  await form.getByLabel('Host').fill('10.1.2.4');
  await form.getByRole('button', { name: 'Save' }).click();
  await card.getByText('10.1.2.4:6514').waitFor();
  await card.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await page.getByText('No receivers').waitFor();
  const acts = (await who.get('/record/entries?action=record.receiver&limit=20')).items.map((one) => one.action);
  for (const act of ['set', 'test', 'change', 'end']) {
    if (!acts.includes(`record.receiver.${act}`)) throw new Error(`no entry of ${act}`);
  }
  return who;
});

test('seals the record for a recipient', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!server.real) return who;
  const { page } = who;
  await who.to(`/o/${who.org}/admin/record`);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Sealed file…' }).click();
  const keys = page.getByLabel('Public keys of the recipients');
  await keys.fill('age1qqq');
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
  await page.getByText('A public key begins with age1').waitFor();
  await keys.fill('age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p');
  const saved = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
  if ((await saved).suggestedFilename() !== 'record.jsonl.age') throw new Error('another file');
  return who;
});

test('gives the record another key and shows the earlier one', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!(await who.get('/me')).can.includes('record.key.rotate')) return who;
  const before = (await who.get('/record/keys')).items;
  await who.to(`/o/${who.org}/admin/record`);
  await who.page.getByText('Checkpoint and keys').click();
  await who.page.getByRole('button', { name: 'Change key' }).click();
  const dialog = who.page.getByRole('dialog');
  await dialog.getByText('Evidence given out before stays valid').waitFor();
  await dialog.getByRole('button', { name: 'Change key' }).click();
  await who.page.getByText('The record has a new key').waitFor();
  await who.page.getByRole('link', { name: 'Evidence of the handover' }).first().waitFor();
  const after = (await who.get('/record/keys')).items;
  assert.equal(after.length, before.length + 1);
  assert.equal(after[1].verifier_key, before[0].verifier_key);
  if (process.env.SHOT) await who.page.screenshot({ path: process.env.SHOT });
  return who;
});

test('looks up the law on a day and computes with the working', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  if (!(await who.get('/me')).can.includes('law.read')) return who;
  await who.to(`/o/${who.org}/admin/law?on=2026-11-22`);
  const wage = who.page.getByRole('article', { name: 'Statutory minimum wage' });
  await wage.getByText('43.1').waitFor();
  await who.page.getByText('Calculator', { exact: true }).click();
  const topic = (await who.get('/law/topics')).items.find((one) => one.name === 'annual_leave_entitlement');
  await who.page.getByLabel('Topic').click();
  await who.page.keyboard.type(topic.title);
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/topic=annual_leave_entitlement/);
  const years = who.page.getByLabel('Completed years');
  await years.fill('one');
  await years.press('Enter');
  await who.page.getByText('Write a number, such as 12.5.').waitFor();
  await years.fill('1, 9');
  await years.press('Enter');
  await who.page.getByText('9 completed years: 14 days of annual leave').waitFor();
  await years.fill('-1');
  await years.press('Enter');
  await who.page.locator('[id$="-error"]').waitFor();
  return who;
});

const pick = async (within, label, name) => {
  const page = within.page?.() ?? within;
  await within.getByRole('combobox', { name: label, exact: true }).click();
  await page.keyboard.type(name);
  // Lists that were open before stay in the page, hidden, with their own active row.
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active');
  await open.filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
};

real('gives a role, sees it, takes it away and undoes that', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const managers = async () => (await who.get('/access/roles/manager/people?limit=200')).items.map((one) => one.id);
  const before = await managers();
  const person = (await who.get('/people?limit=50')).items.find((one) => !before.includes(one.id) && !one.is_admin);
  await who.to(`/o/${who.org}/admin/roles`);
  await who.page.getByRole('button', { name: 'Give the role Manager' }).click();
  await pick(who.page, 'Person', person.name);
  await who.page.getByRole('dialog').getByRole('button', { name: 'Give', exact: true }).click();
  const take = who.page.getByRole('button', { name: `Take away the role Manager from ${person.name}` });
  await take.waitFor();
  assert.ok((await managers()).includes(person.id));
  await take.click();
  await who.page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
  await take.waitFor({ state: 'detached' });
  assert.deepEqual(await managers(), before);
  await who.page.getByRole('button', { name: 'Undo' }).click();
  await take.waitFor();
  await take.click();
  await who.page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
  await take.waitFor({ state: 'detached' });
  const acts = (await who.get('/record/entries?action=access.role&limit=4')).items.map((one) => one.summary);
  assert.deepEqual(acts, ['Took a role', 'Gave a role', 'Took a role', 'Gave a role']);
  return who;
});

real('gives a grant with an end, explains it, revokes it', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const person = (await who.get('/people?limit=50')).items.find((one) => !one.is_admin && one.departments.length === 1);
  const [department] = person.departments;
  await who.to(`/o/${who.org}/admin/roles?view=grants`);
  await who.page.getByRole('button', { name: 'Give a grant' }).click();
  const pane = who.page.getByRole('complementary', { name: 'Give a grant' });
  await pick(pane, 'Person', person.name);
  await pick(pane, 'May do', 'Add people and change');
  await pick(pane, 'For', 'A department');
  await pick(pane, 'Department', department.name);
  await pane.getByText('7 days', { exact: true }).click();
  await pane.getByRole('button', { name: 'Give', exact: true }).click();
  const row = who.page.getByRole('row').filter({ hasText: person.name });
  await row.getByText('in 7 days').waitFor();
  await row.getByText(`${department.name} and the departments below it`).waitFor();

  await who.to(`/o/${who.org}/admin/roles?view=explain&person=${person.id}&action=directory.person.write`);
  await who.page.getByRole('heading', { name: /^In part/ }).waitFor();
  await who.page.getByText('A person', { exact: true }).click();
  await pick(who.page, /^About/, person.name);
  await who.page.getByRole('heading', { name: /^Yes/ }).waitFor();
  await who.page.getByText(/^A grant by .* permits it for/).waitFor();
  await who.page.goBack();
  await who.page.getByRole('heading', { name: /^In part/ }).waitFor();

  await who.to(`/o/${who.org}/admin/roles?view=grants&person=${person.id}`);
  await who.page.getByRole('button', { name: `Revoke from ${person.name}: Add people and change their details` }).click();
  await who.page.getByText('This person has no grants').waitFor();
  await who.to(`/o/${who.org}/admin/roles?view=explain&person=${person.id}&action=directory.person.write`);
  await who.page.getByRole('heading', { name: /^No/ }).waitFor();
  return who;
});

real('says what I may do and why, under Me', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/me`);
  await who.page.getByText(/things you may do$/).click();
  await who.page.getByText('The role Administrator permits it.').first().waitFor();
  return who;
});

real('lets a person leave, holds and forgets them, and prepares a copy of my data', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const person = (await who.get('/people?limit=100')).items.findLast((one) => one.can.includes('leave'));
  await who.to(`/o/${who.org}/contacts?person=${person.id}`);
  await who.page.getByRole('button', { name: 'Let leave' }).click();
  const leave = who.page.getByRole('dialog');
  await leave.getByText('From this moment').waitFor();
  await settle(who.page);
  const needs = await leave.getByLabel('Who takes over').count();
  if (needs > 0) {
    await leave.getByLabel('Who takes over').fill('szeto');
    await who.page.getByRole('option').first().waitFor({ state: 'attached' });
    await who.page.keyboard.press('Enter');
  }
  await leave.getByRole('button', { name: 'Let leave' }).click();
  await leave.waitFor({ state: 'detached' });

  await who.to(`/o/${who.org}/admin/data?view=people`);
  const card = who.page.getByRole('article', { name: person.name });
  await card.getByRole('button', { name: 'Forget' }).click();
  const forget = who.page.getByRole('dialog');
  await forget.getByText('section 49A').first().waitFor();
  await forget.getByRole('textbox').fill('somebody else');
  await forget.getByRole('button', { name: 'Forget' }).click();
  await forget.getByText("Type the person's name as it is shown.").first().waitFor();
  await forget.getByRole('textbox').fill(person.name);
  await forget.getByRole('button', { name: 'Forget' }).click();
  await forget.waitFor({ state: 'detached' });
  await card.getByText(/What is left goes on|Being forgotten/).waitFor();

  await who.to(`/o/${who.org}/admin/data`);
  await who.page.getByRole('button', { name: 'Change the period of Record' }).click();
  const period = who.page.getByRole('dialog');
  await period.getByRole('spinbutton').fill('89');
  await period.getByRole('button', { name: 'Save' }).click();
  await period.getByText('At least 90 days').first().waitFor();
  await period.getByRole('button', { name: 'Cancel' }).click();

  await who.to(`/o/${who.org}/me`);
  await who.page.getByRole('button', { name: 'Ask for a copy' }).click();
  const mine = who.page.getByRole('region', { name: 'My data' });
  const coming = who.page.waitForEvent('download');
  await mine.getByRole('link', { name: 'Download' }).first().click();
  assert.ok((await coming).suggestedFilename().endsWith('.zip'));
  return who;
});

test('lives on a phone: one pane, tabs below, back', async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { size: sizes.phone });
  await who.to(`/o/${who.org}/im`);
  await who.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
  await who.page.getByRole('button', { name: 'Back' }).click();
  await who.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: /Me/ }).last().click();
  await who.page.waitForURL(/\/me$/);
  return who;
});

test('speaks Arabic from right to left, and falls back to English', async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { lang: 'ar' });
  await who.to(`/o/${who.org}/work`);
  await who.page.getByRole('heading', { name: 'عملي' }).waitFor();
  assert.equal(await who.page.evaluate(() => document.documentElement.dir), 'rtl');
  return who;
});

// One of the people of the demonstration who is no administrator, so that other tests go on as before.
const colleague = async (browser, server, options) => {
  const who = await visitor(browser, server.url, { ...options, signIn: false });
  const boot = await (await who.context.request.get(`${server.url}/api/v1/boot`)).json();
  who.one = boot.demo_sign_ins[1];
  return who;
};
const typeIn = async (page, ...keys) => {
  for (const key of keys) {
    if (/^(Tab|Enter|Shift\+Tab|Space)$/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.type(key);
  }
};
const reach = async (page, name) => {
  for (let n = 0; n < 80; n += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.innerText?.trim())) === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
};

real('connects an app by keyboard only, signs in in two steps, and with a recovery code once', async ({ browser, server }) => {
  const who = await colleague(browser, server);
  const { page, one } = who;
  const enter = async () => {
    await who.context.clearCookies();
    await who.to('/sign-in');
    await page.getByLabel('E-mail').focus();
    await typeIn(page, one.login, 'Tab', one.password, 'Enter');
  };
  await enter();
  await page.waitForURL(/\/im/);
  const org = /\/o\/([^/]+)/.exec(page.url())[1];
  await who.to(`/o/${org}/me`);
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  await reach(page, 'Connect an app');
  await page.keyboard.press('Enter');
  const secret = await page.locator('form code').innerText();
  await page.getByLabel('Code').focus();
  await typeIn(page, '000000', 'Enter');
  await page.getByText(/^This code is not right/).waitFor();
  await page.getByLabel('Code').fill('');
  await typeIn(page, codeOf(secret), 'Enter');
  const codes = page.locator('ul[translate=no] li');
  await codes.first().waitFor();
  const kept = await codes.allInnerTexts();
  assert.equal(kept.length, 10);
  await page.getByText('10 left.', { exact: false }).waitFor();
  await enter();
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await typeIn(page, codeOf(secret), 'Enter'); // of the time step that connecting used up
  await page.getByText(/^This code is not right/).waitFor();
  await page.getByLabel('Code').fill('');
  await typeIn(page, kept[0], 'Enter');
  await page.waitForURL(/\/im/);
  await enter();
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await typeIn(page, kept[0], 'Enter');
  await page.getByText(/^This code is not right/).waitFor();
  await page.getByLabel('Code').fill('');
  await typeIn(page, kept[1], 'Enter');
  await page.waitForURL(/\/im/);
  await who.to(`/o/${org}/me`);
  await page.getByText('8 left.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: 'Connect an app' }).waitFor();
  return who;
});

real('on a phone, in Chinese: refuses a common password and says why', async ({ browser, server }) => {
  const who = await colleague(browser, server, { lang: 'zh-HK', size: sizes.phone });
  await who.context.request.post(`${server.url}/api/v1/sign-in`, { data: { login: who.one.login, password: who.one.password }, headers: { Origin: server.url } });
  await who.to('/');
  await who.page.waitForURL(/\/im/);
  await who.to(who.page.url().replace('/im', '/me').replace(server.url, ''));
  await who.page.getByRole('button', { name: '更改密碼' }).click();
  await who.page.getByLabel('目前密碼').fill(who.one.password);
  for (const [word, why] of [['passwordpassword', /人人都會試/], ['harbour2026harbour', /由你的姓名/]]) {
    await who.page.getByLabel('新密碼').fill(word);
    await who.page.keyboard.press('Enter');
    await who.page.getByText(why).waitFor();
  }
  return who;
});

// The operator's command, beside the program that serves.
const operator = (...words) =>
  execFileSync('../bin/tramway', ['user', ...words, '--data', `${process.env.WORK}/demo`, '--passphrase', `${process.env.WORK}/demo.passphrase`]).toString().split('\n')[0];

const recovery = (lang, size, nth) => async ({ browser, server }) => {
  const t = texts(lang, 'access');
  const boss = await visitor(browser, server.url, { lang });
  const boot = await (await boss.context.request.get(`${server.url}/api/v1/boot`)).json();
  const { password } = boot.demo_sign_ins[0];
  const shown = boot.demo_sign_ins.map((one) => one.login);
  const person = (await boss.get('/people?limit=50')).items.filter((one) => one.status === 'active' && !one.is_admin && one.email && !shown.includes(one.email))[nth];
  const roles = `${server.url}/api/v1/o/${boss.org}/access/roles/administrator/people`;
  const given = await boss.context.request.post(roles, { data: { person_id: person.id }, headers: { Origin: server.url } });
  assert.ok(given.ok(), await given.text());

  const who = await visitor(browser, server.url, { lang, size, signIn: false });
  const { page } = who;
  const signIn = async (secret) => {
    await page.getByLabel(t('signin:login')).fill(person.email);
    await page.getByLabel(t('shell:password'), { exact: true }).fill(secret);
    await page.keyboard.press('Enter');
  };
  await who.to('/sign-in');
  await signIn(password);
  await page.waitForURL(/\/im/);
  // The console is shut until there is a second factor, and leads to one.
  await who.to(`/o/${boss.org}/admin/recovery`);
  await page.getByRole('heading', { name: t('shell:second_needed_title') }).waitFor();
  await page.getByRole('button', { name: t('shell:continue') }).click();
  await page.getByRole('button', { name: t('account:offer_app') }).click();
  await connectApp(page);
  await page.getByRole('button', { name: t('account:codes_kept') }).click();
  await page.waitForURL(/\/im/);
  await who.to(`/o/${boss.org}/me`);
  await page.getByRole('button', { name: t('account:mobile_add') }).click();
  await page.getByLabel(t('account:mobile_number')).fill('9123 4567');
  await page.keyboard.press('Enter');
  await page.getByLabel(t('signin:code')).waitFor();
  await page.getByLabel(t('signin:code')).fill(operator('code', person.email));
  await page.keyboard.press('Enter');
  await page.getByText('+852 •••• ••67').waitFor();

  // Everything is lost.
  await who.context.clearCookies();
  await who.to('/sign-in');
  await page.getByRole('link', { name: t('signin:forgot') }).click();
  await page.getByRole('link', { name: t('account:recover_link') }).click();
  await page.getByLabel(t('signin:login')).fill(person.email);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('account:recover_asked') }).waitFor();
  await boss.to(`/o/${boss.org}/admin/recovery`);
  await boss.page.getByRole('button', { name: t('access:recovery_approve_of', { name: person.name }) }).click();
  await boss.page.getByRole('dialog').getByRole('button', { name: t('access:recovery_approve'), exact: true }).click();
  await boss.page.getByText(t('access:recovery_step_approved')).waitFor();
  await page.getByRole('heading', { name: t('account:recover_approved') }).waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: t('account:mobile_send') }).click();
  await page.getByText(t('account:recover_sent'), { exact: true }).waitFor();
  await page.getByLabel(t('signin:code')).fill('00000x');
  await page.keyboard.press('Enter');
  await page.getByText(t('signin:code') === 'Code' ? /^This code is not right/ : /此驗證碼不正確/).waitFor();
  await page.getByLabel(t('signin:code')).fill(operator('code', person.email));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('account:recover_waiting') }).waitFor();
  if (process.env.OUT) await page.screenshot({ path: `${process.env.OUT}/recover-waiting-${lang}.png` });
  await page.getByRole('heading', { name: t('account:recover_ready') }).waitFor({ timeout: 15_000 });
  await page.getByLabel(t('signin:new_password')).fill('seven ferries at noon');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/im/);
  // The second factor went with what was lost.
  await who.to(`/o/${boss.org}/admin/recovery`);
  await page.getByRole('heading', { name: t('shell:second_needed_title') }).waitFor();
  const acts = (await boss.get('/record/entries?action=account.recovery&limit=5')).items.map((one) => one.action.split('.').pop());
  assert.deepEqual(acts, ['prove_mobile', 'wrong_code', 'send_code', 'approve', 'ask']);
  const api = (path) => `${server.url}/api/v1${path}`;
  const take = async () => (await boss.context.request.delete(`${roles}/${person.id}`, { headers: { Origin: server.url } })).status();
  if (!(await (await boss.context.request.get(api('/me/mobile'))).json()).mobile) {
    assert.equal(await take(), 409, 'the last administrator with a proved mobile stays');
    const send = (path, data) => boss.context.request.post(api(path), { data, headers: { Origin: server.url } });
    await send('/me/mobile/begin', { number: '6123 4567' });
    await send('/me/mobile/finish', { code: operator('code', boot.demo_sign_ins[0].login) });
  }
  assert.equal(await take(), 204);
  await boss.context.close();
  who.faults.push(...boss.faults);
  return who;
};
real('recovers a locked-out administrator', recovery('en', sizes.desktop, 3));
real('recovers a locked-out administrator on a phone, in Chinese', recovery('zh-HK', sizes.phone, 4));

real('names the mail domains, and says why an address can not be invited', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/admin/people`);
  const save = async (...domains) => {
    await who.page.getByRole('button', { name: 'Mail domains' }).click();
    await who.page.getByRole('combobox', { name: 'Domains' }).waitFor();
    await who.page.waitForTimeout(300);
    for (let n = 0; n < 3; n += 1) await who.page.keyboard.press('Backspace');
    for (const one of domains) await typeIn(who.page, one, 'Enter');
    await who.page.getByRole('button', { name: 'Save' }).click();
  };
  await save('gmail.com');
  await who.page.getByText(/^An address of a personal mail provider/).waitFor();
  await who.page.keyboard.press('Escape');
  await save('harbourlights.example');
  await who.page.getByText('Mail domains saved').waitFor();
  const made = await who.context.request.post(`${server.url}/api/v1/o/${who.org}/people`, { data: { name: 'Personal', email: `p${Date.now()}@qq.com` }, headers: { Origin: server.url } });
  await who.to(`/o/${who.org}/contacts?person=${(await made.json()).id}`);
  await who.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await who.page.getByText(/bound to company mail only/).waitFor();
  await who.to(`/o/${who.org}/admin/people`);
  await save();
  await who.page.getByText('Mail domains saved').waitFor();
  return who;
});

real('signs in with a passkey, and not with one that was removed', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  const cdp = await who.context.newCDPSession(who.page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  const withPasskey = async () => {
    await who.context.request.post(`${server.url}/api/v1/sign-out`, { headers: { Origin: server.url } });
    await who.to('/sign-in');
    await who.page.getByRole('button', { name: 'Use a passkey' }).click();
  };
  await who.to(`/o/${who.org}/me`);
  await who.page.getByRole('button', { name: 'Add a passkey' }).click();
  await who.page.getByRole('button', { name: /^Remove / }).waitFor();
  await who.page.getByRole('button', { name: 'I have kept them' }).click();
  await withPasskey();
  await who.page.waitForURL(/\/im/);
  await who.to(`/o/${who.org}/me`);
  await who.page.getByText(/Last used/).first().waitFor();
  await who.page.getByRole('button', { name: /^Remove / }).click();
  await who.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await who.page.getByRole('button', { name: /^Remove / }).waitFor({ state: 'detached' });
  await withPasskey();
  await who.page.getByRole('alert').waitFor();
  assert.match(who.page.url(), /sign-in/, 'a passkey that was removed opens nothing');
  return who;
});

test('opens from the kept shell without a network', async ({ browser, server }) => {
  const who = await visitor(browser, server.url, { signIn: false });
  await who.to('/sign-in');
  await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await who.page.waitForTimeout(800);
  await who.context.setOffline(true);
  await who.page.reload();
  await who.page.getByRole('heading', { name: 'No connection to the server' }).waitFor();
  who.faults.length = 0;
  return who;
});

standIn('sets up an empty server', async ({ browser }) => {
  const server = await serverUnderTest({ empty: true });
  const who = await visitor(browser, server.url, { signIn: false });
  await who.to('/');
  await who.page.waitForURL(/setup/);
  await who.page.getByLabel('Name in English').fill('Harbour Trading Limited');
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('heading', { name: 'The first administrator' }).waitFor();
  await who.page.getByLabel('Name', { exact: true }).fill('CHAN Tai Man, Peter');
  await who.page.getByLabel('E-mail').fill('peter@harbour.example');
  await who.page.getByLabel('Password', { exact: true }).fill('three trams at dusk');
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('button', { name: 'Not now' }).click();
  await who.page.waitForURL(/\/im/);
  server.stop();
  return who;
});

real('a picture of oneself stands beside the name', async ({ browser, server }) => {
  const who = await visitor(browser, server.url);
  await who.to(`/o/${who.org}/me`);
  const menu = who.page.getByRole('button', { name: /^Picture of/ });
  const file = await who.page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } });
  await who.page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: file });
  const shown = who.page.locator('main img').first();
  await shown.waitFor();
  assert.equal(await shown.evaluate((img) => img.decode().then(() => img.naturalWidth)), 200, 'the middle of it, as it was sent');
  await who.page.reload();
  await who.page.locator('header img, nav img, aside img, main img').first().waitFor();
  if (process.env.OUT) await who.page.screenshot({ path: `${process.env.OUT}/picture.png` });
  await menu.focus();
  await who.page.keyboard.press('Enter');
  await who.page.getByRole('menuitem', { name: 'Remove the picture' }).click();
  await who.page.getByRole('dialog').getByRole('button', { name: 'Remove the picture' }).click();
  await who.page.locator('main img').waitFor({ state: 'detached' });
  return who;
});

const more = {
  ...announceTests,
  ...callbackTests,
  ...cardTests,
  ...chatTests,
  ...composerTests,
  ...dingTests,
  ...endlessTests,
  ...fileTests,
  ...folderTests,
  ...gateTests,
  ...groupTests,
  ...invitedPasskeyTests,
  ...joiningTests,
  ...mostTests,
  ...overviewTests,
  ...keyTests,
  ...laterTests,
  ...leavingTests,
  ...levelTests,
  ...limitedTests,
  ...monitoringTests,
  ...presenceTests,
  ...offlineTests,
  ...oldMessageTests,
  ...guestTests,
  ...robotTests,
  ...savedSearchTests,
  ...searchTests,
  ...ssoTests,
  ...samlTests,
  ...ssoOnlyTests,
  ...twiceTests,
  ...threadTests,
  ...orgPictureTests,
  ...verificationTests,
  ...welcomeTests,
};
for (const [name, body] of Object.entries(more)) real(name, body);

export async function run() {
  const browser = await openBrowser();
  const failures = [];
  const only = process.env.ONLY;
  for (const [name, body] of Object.entries(tests)) {
    if (only && !name.includes(only)) continue;
    const server = await serverUnderTest();
    if (server.real ? body.standIn : body.real) continue;
    try {
      const who = await body({ browser, server });
      failures.push(...who.faults.map((fault) => `${name}: ${fault}`));
      await who.context.close();
      console.log(`✓ ${name}`);
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
      for (const context of browser.contexts()) {
        const [page] = context.pages();
        if (process.env.OUT && page) await page.screenshot({ path: `${process.env.OUT}/failed-${name.slice(0, 20).replaceAll(' ', '-')}.png` });
        await context.close();
      }
    }
    server.stop();
  }
  await browser.close();
  return failures;
}
