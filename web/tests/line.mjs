// One line of real life, from an empty server to proof: a company is created, 500
// people come from a workbook, two of them talk from a desktop and a phone, and the
// administrator's import is proved by a program that is not ours.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { axeFaults, connectApp, openBrowser, sizes, visitor } from './browser.mjs';

const password = 'kowloon side at dusk 2026';
const admin = { login: 'boss@kowloon.example', name: 'BOSS Siu Ming' };

async function setUp(browser, url) {
  const who = await visitor(browser, url, { signIn: false });
  await who.to('/');
  await who.page.waitForURL(/setup/);
  assert.deepEqual(await axeFaults(who.page), []);
  await who.page.getByLabel('Setup code').fill(process.env.SETUP_CODE);
  await who.page.getByLabel('Name in English').fill('Kowloon Repairs Limited');
  await who.page.getByLabel('Name in Chinese').first().fill('九龍維修有限公司');
  if (await who.page.getByRole('button', { name: 'Continue' }).count()) await who.page.getByRole('button', { name: 'Continue' }).click();
  await who.page.getByLabel('Name', { exact: true }).fill(admin.name);
  await who.page.getByLabel('E-mail').fill(admin.login);
  await who.page.getByLabel('Password', { exact: true }).fill(password);
  await who.page.getByRole('button', { name: 'Create organisation' }).click();
  await who.page.getByRole('button', { name: 'Use an authenticator app' }).click();
  admin.codes = (await connectApp(who.page)).codes;
  await who.page.getByRole('button', { name: 'I have kept them' }).click();
  await who.page.waitForURL(/\/o\/[^/]+\//);
  who.org = /\/o\/([^/]+)/.exec(who.page.url())[1];
  who.get = async (path) => (await who.context.request.get(`${url}/api/v1/o/${who.org}${path}`)).json();
  return who;
}

async function importStaff(who) {
  await who.to(`/o/${who.org}/contacts/import`);
  await who.page.locator('input[type=file]').setInputFiles({
    name: 'staff.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(process.env.STAFF),
  });
  await who.page.getByText('What is in staff.xlsx').waitFor();
  await who.page.getByRole('button', { name: 'Check', exact: true }).click();
  await who.page.getByText('Rows with errors').first().waitFor();
  await who.page.getByText('502', { exact: true }).first().waitFor();
  await who.page.getByRole('button', { name: 'Apply to 500 people' }).click();
  await who.page.getByRole('heading', { name: 'Import applied' }).waitFor({ timeout: 30_000 });
  const found = await who.get(`/people?q=${encodeURIComponent('九龙员工42')}&limit=50`);
  assert.ok(found.items.length >= 1, `people are found in the other script: ${JSON.stringify(found).slice(0, 200)} ${JSON.stringify((await who.get('/people/imports')).items.map((i) => [i.state, i.done, i.dry_run]))}`);
}

async function letIn(browser, url, who, staffNo, size) {
  const person = (await who.get(`/people?q=${staffNo}`)).items.find((one) => one.staff_no === staffNo);
  await who.to(`/o/${who.org}/contacts?person=${person.id}`);
  await who.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await who.page.waitForFunction(() => [...document.querySelectorAll('input')].some((one) => one.value.includes('/invitation/')));
  const link = await who.page.getByLabel('Invitation link').inputValue();
  const guest = await visitor(browser, url, { signIn: false, size });
  await guest.page.goto(link);
  await guest.page.locator('input[type=password]').fill(password);
  await guest.page.keyboard.press('Enter');
  await guest.page.waitForURL(/\/o\/[^/]+\/welcome|passkey/);
  guest.person = person;
  guest.org = who.org;
  return guest;
}

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

async function talk(one, two) {
  await one.page.goto(new URL(`/o/${one.org}/contacts?person=${two.person.id}`, one.page.url()).href);
  await one.page.getByRole('button', { name: 'Message', exact: true }).click();
  await composer(one.page).fill('早晨，機器二號修好未？');
  await composer(one.page).press('Enter');
  await two.page.goto(new URL(`/o/${two.org}/im`, two.page.url()).href);
  await two.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
  await two.page.getByRole('log').getByText('早晨，機器二號修好未？').waitFor();
  await composer(two.page).fill('修好了，下午可以用。');
  await two.page.getByRole('button', { name: 'Send', exact: true }).click(); // a phone's Enter breaks the line
  // It arrives by itself: nobody reloads.
  await one.page.getByRole('log').getByText('修好了，下午可以用。').waitFor({ timeout: 5000 });
}

async function prove(who, url) {
  const entry = (await who.get('/record/entries?action=directory.import.apply')).items[0];
  const state = await who.get('/record/state');
  await who.to(`/o/${who.org}/admin/record?entry=${entry.id}`);
  const download = who.page.waitForEvent('download');
  await who.page.getByRole('link', { name: /Get proof/ }).click();
  const file = await (await download).path();
  const accepted = execFileSync(process.env.TORCHVERIFY, ['-key', state.verifier_key, file]).toString();
  const text = readFileSync(file, 'utf8');
  const forged = `${file}.forged`;
  writeFileSync(forged, text.replace('staff.xlsx', 'stafg.xlsx'));
  assert.throws(() => execFileSync(process.env.TORCHVERIFY, ['-key', state.verifier_key, forged], { stdio: 'pipe' }), 'a forged entry is refused');
  assert.ok(text.includes('directory.import.apply') && accepted.length > 0, url);
  return { text, key: state.verifier_key };
}

/** The machine is emptied, and everything comes back. */
async function restore(browser, url) {
  const out = execFileSync('bash', [process.env.REBUILD], { stdio: ['ignore', 'pipe', 'inherit'] }).toString();
  const who = await visitor(browser, url, { signIn: false });
  await who.to('/sign-in');
  await who.page.getByLabel('E-mail').fill(admin.login);
  await who.page.getByLabel('Password', { exact: true }).fill(password);
  await who.page.keyboard.press('Enter');
  await who.page.getByLabel('Code').fill(admin.codes[0]);
  await who.page.keyboard.press('Enter');
  await who.page.waitForURL(/\/o\//);
  who.org = /\/o\/([^/]+)/.exec(who.page.url())[1];
  const people = await (await who.context.request.get(`${url}/api/v1/o/${who.org}/people?q=K500`)).json();
  assert.equal(people.items.filter((one) => one.staff_no === 'K500').length, 1, out);
  return who;
}

export async function run() {
  const url = process.env.EMPTY_URL;
  const browser = await openBrowser();
  const failures = [];
  try {
    const boss = await setUp(browser, url);
    await importStaff(boss);
    const desk = await letIn(browser, url, boss, 'K002', sizes.desktop);
    const phone = await letIn(browser, url, boss, 'K003', sizes.phone);
    await talk(desk, phone);
    const proof = await prove(boss, url);
    for (const who of [boss, desk, phone]) failures.push(...who.faults);
    if (process.env.REBUILD) {
      const back = await restore(browser, url);
      const state = await (await back.context.request.get(`${url}/api/v1/o/${back.org}/record/state`)).json();
      assert.equal(state.verifier_key, proof.key, 'old proofs still verify');
    }
  } catch (error) {
    failures.push(error.stack ?? String(error));
  } finally {
    await browser.close();
  }
  return failures;
}
