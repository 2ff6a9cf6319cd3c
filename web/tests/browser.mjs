// What all browser tests share: the browser, the server under test, signing in.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });

/** The programs under test: where each answers, and the folder of its data. */
export const servers = [
  ['BASE_URL', 'demo'],
  ['BESIDE_URL', 'beside/demo'],
].flatMap(([name, folder]) => (process.env[name] ? [{ url: process.env[name], data: `${process.env.WORK}/${folder}` }] : []));

/** What the operator's command says, beside the program that serves. */
export const tramway = ({ data }, ...words) => execFileSync('../bin/tramway', [...words, '--data', data, '--passphrase', `${data}.passphrase`]).toString();

/** Keeps what is on the screen, where somebody wants to look at it. */
export const shot = (page, name, options) => (process.env.OUT ? page.screenshot({ path: `${process.env.OUT}/${name}.png`, ...options }) : undefined);

/** A fresh visitor with a language and a theme, and every message of the page's console that is a fault. */
export async function visitor(browser, url, { size = sizes.desktop, lang = 'en', theme = 'light', signIn = true, nth = 0 } = {}) {
  const context = await browser.newContext({ viewport: size, locale: lang, timezoneId: 'Asia/Hong_Kong', colorScheme: theme, hasTouch: size.width < 600, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
  await context.addInitScript(([language, mode]) => {
    localStorage.setItem('tramway.language', language);
    localStorage.setItem('tramway.theme', mode);
  }, [lang, theme]);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (line) => {
    const text = line.text();
    if (line.type() === 'error' && !/Failed to load resource|WebSocket/.test(text)) faults.push(`${page.url()}: ${text}`);
  });
  // What the server refused tells why a story stands still; those that end well may meet refusals too.
  context.refused = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400) context.refused.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
  let org = '';
  if (signIn) {
    const boot = await (await context.request.get(`${url}/api/v1/boot`)).json();
    const who = process.env.LOGIN && nth === 0 ? { login: process.env.LOGIN, password: process.env.PASSWORD } : boot.demo_sign_ins[nth];
    const answer = await context.request.post(`${url}/api/v1/sign-in`, {
      data: { login: who.login, password: who.password }, headers: { 'X-Tramway-Client': 'page', Origin: url },
    });
    if (!answer.ok()) throw new Error(`sign-in failed: ${answer.status()} ${await answer.text()}`);
    // The demonstration's own: tests make the first of its people a member of others, too.
    const { organisations } = await answer.json();
    org = (organisations.find((one) => one.region === 'hk') ?? organisations[0]).id;
  }
  const get = async (path) => (await context.request.get(`${url}/api/v1/o/${org}${path}`)).json();
  return { context, page, faults, org, get, to: (path) => page.goto(url + path) };
}

/** What an authenticator app shows now (RFC 6238, six digits, 30 seconds). */
export function codeOf(secret) {
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const at = hash.at(-1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Connects an authenticator app where the page asks for it, and gives the secret and the recovery codes. */
export async function connectApp(page) {
  const secret = await page.locator('form code').innerText();
  await page.locator('form input').fill(codeOf(secret));
  await page.keyboard.press('Enter');
  const codes = page.locator('ul[translate=no] li');
  await codes.first().waitFor();
  return { secret, codes: await codes.allInnerTexts() };
}

/** Every page there is, with addresses found from the data at hand. */
export async function allPages({ org, get }) {
  const list = (await get('/conversations')).items;
  const group = list.find((one) => one.kind === 'group') ?? list[0];
  const person = (await get('/people?limit=5')).items.at(-1);
  const entry = (await get('/record/entries?limit=5')).items.at(-1);
  const month = (await get('/record/reviews')).items[0]?.month ?? '';
  const told = (await get('/announcements')).items ?? [];
  const asks = told.find((one) => one.must_confirm && !one.policy) ?? told[0];
  const o = `/o/${org}`;
  return [
    ['messages', `${o}/im`],
    ['conversation', `${o}/im/${group?.id}`],
    ['members', `${o}/im/${group?.id}?pane=members`],
    ['later', `${o}/im/later?tab=scheduled`],
    ['conversation-files', `${o}/im/${group?.id}?pane=files`],
    ['new-conversation', `${o}/im?new=1`],
    ['folders', `${o}/im?folders=1`],
    ['filing', `${o}/im?file=${group?.id}`],
    ['ding', `${o}/ding`],
    ['ding-sent', `${o}/ding?box=sent`],
    ['ding-new', `${o}/ding/new`],
    ['notifying', `${o}/admin/notifications`],
    ['work', `${o}/work`],
    ['contacts', `${o}/contacts`],
    ['person', `${o}/contacts?person=${person?.id}`],
    ['person-edit', `${o}/contacts?person=${person?.id}&edit=1`],
    ['chart', `${o}/contacts/chart`],
    ['chart-line', `${o}/contacts/chart?view=line`],
    ['portal', `${o}/contacts/organisation`],
    ['portal-links', `${o}/contacts/organisation?links=1`],
    ['statistics', `${o}/contacts/statistics`],
    ['import', `${o}/contacts/import`],
    ['search', `${o}/search`],
    ['search-found', `${o}/search?q=%E6%9C%83&since=2020-01-01`],
    ['search-none', `${o}/search?q=zzzz&has=link`],
    ['announcements', `${o}/announcements`],
    ['announcements-written', `${o}/announcements?view=written`],
    ['policies', `${o}/announcements?view=policies`],
    ['announcement', `${o}/announcements/${asks?.id}`],
    ['announcement-receivers', `${o}/announcements/${asks?.id}?view=receivers`],
    ['announcement-versions', `${o}/announcements/${asks?.id}?view=versions`],
    ['announcement-new', `${o}/announcements/write`],
    ['announcement-edit', `${o}/announcements/write/${asks?.id}`],
    ['apps', `${o}/apps`],
    ['me', `${o}/me`],
    ['welcome', `${o}/welcome`],
    ['protect', '/protect'],
    ['record', `${o}/admin/record`],
    ['record-entry', `${o}/admin/record?entry=${entry?.id}`],
    ['record-seal', `${o}/admin/record?seal=1`],
    ['record-reviews', `${o}/admin/record/reviews`],
    ['record-review', `${o}/admin/record/reviews?month=${month}`],
    ['record-receivers', `${o}/admin/record/receivers`],
    ['record-receiver-new', `${o}/admin/record/receivers?add=1`],
    ['verify', `${o}/admin/verify`],
    ['admin-people', `${o}/admin/people`],
    ['admin-people-fields', `${o}/admin/people?fields=1`],
    ['downloads', `${o}/admin/downloads`],
    ['joining', `${o}/admin/joining`],
    ['joining-links', `${o}/admin/joining?view=links`],
    ['joining-new', `${o}/admin/joining?add=1`],
    ['likeness', `${o}/admin/people/likeness`],
    ['sight', `${o}/admin/people/sight`],
    ['sight-new', `${o}/admin/people/sight?add=1`],
    ['roles', `${o}/admin/roles`],
    ['grants', `${o}/admin/roles?view=grants`],
    ['grant-new', `${o}/admin/roles?view=grants&add=1`],
    ['rules', `${o}/admin/roles?view=rules`],
    ['rights', `${o}/admin/roles?view=explain&person=${person?.id}`],
    ['explain', `${o}/admin/roles?view=explain&person=${person?.id}&action=record.read`],
    ['data', `${o}/admin/data`],
    ['data-holds', `${o}/admin/data?view=holds`],
    ['data-hold-new', `${o}/admin/data?view=holds&add=1`],
    ['data-people', `${o}/admin/data?view=people`],
    ['chat-rules', `${o}/admin/messages`],
    ['reach', `${o}/admin/messages/reach`],
    ['moderation', `${o}/admin/messages/moderation`],
    ['old-messages', `${o}/admin/messages/import`],
    ['guests', `${o}/admin/messages/guests`],
    ['guests-rules', `${o}/admin/messages/guests?view=rules`],
    ['overview', `${o}/admin/overview`],
    ['plan', `${o}/admin/plan`],
    ['frameworks', `${o}/admin/frameworks`],
    ['operator-plans', '/operator/plans'],
    ['recovery', `${o}/admin/recovery`],
    ['sso', `${o}/admin/sign-in`],
    ['verification', `${o}/admin/verification`],
    ['organisations', '/organisations'],
    ['operator', '/operator'],
    ['proof', `/proof/${org}`],
    ['law', `${o}/admin/law`],
    ['law-calculator', `${o}/admin/law?topic=annual_leave_entitlement`],
    ['missing', `${o}/nothing`],
  ];
}

/** What axe finds on the page as it stands: serious and critical faults, in words. */
export async function axeFaults(page) {
  await settle(page);
  // Evaluated by the debugger, which the page's content policy does not bind.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const answer = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return answer.violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => `${one.id} ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} «${node.html.slice(0, 160)}» ${node.any.map((x) => x.message).slice(0, 1)}`).join(' | ')}`);
  });
}

/** Types words and presses keys that are named. */
export const typeIn = async (page, ...keys) => {
  for (const key of keys) {
    if (/^(Tab|Enter|Shift\+Tab|Space)$/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.type(key);
  }
};

export async function settle(page) {
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.waitForTimeout(350);
}
