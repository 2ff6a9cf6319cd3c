import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPages, openBrowser, servers, settle, sizes, visitor } from './browser.mjs';

const out = process.env.OUT ?? 'screens';
const themes = (process.env.THEMES ?? 'light').split(',');
const only = process.env.ONLY?.split(',');
// Which languages in which sizes: "en/phone,zh-HK/desktop"; all of them unless some are named.
const pairs = process.env.PAIRS?.split(',');
const langs = (process.env.LANGS ?? 'en,zh-HK').split(',');

// Those of the first load, and those that come with their pages.
function namesOfTexts() {
  const texts = new URL('../src/i18n/', import.meta.url);
  const folders = readdirSync(texts, { withFileTypes: true }).filter((one) => one.isDirectory());
  const files = [new URL('en.json', texts), ...folders.map((one) => new URL(`${one.name}/en.json`, texts))];
  return files.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8'))));
}

// Found in the page itself: sideways scroll, keys shown as they are, text cut without an ellipsis.
function faultsOnScreen(namespaces) {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push(`sideways scroll ${root.scrollWidth} > ${root.clientWidth}`);
  const key = new RegExp(`\\b(${namespaces.join('|')}):[a-z_]+`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (key.test(node.data)) found.push(`raw key ${node.data}`);
    const box = node.parentElement;
    if (!box || !node.data.trim() || box.closest('.visually-hidden, [aria-hidden="true"], .ant-select-item-option-content')) continue;
    const style = getComputedStyle(box);
    if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
    const allowed = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || /auto|scroll/.test(style.overflowX + style.overflowY);
    if (!allowed && (box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 6)) {
      found.push(`clipped: "${node.data.trim().slice(0, 40)}" in ${box.tagName.toLowerCase()}.${box.className}`);
    }
  }
  return found;
}

export async function run() {
  mkdirSync(out, { recursive: true });
  const browser = await openBrowser();
  const failures = [];
  const namespaces = namesOfTexts();
  const shoot = async (who, label, path) => {
    await who.to(path);
    await settle(who.page);
    for (const fault of await who.page.evaluate(faultsOnScreen, namespaces)) failures.push(`${label}: ${fault}`);
    await who.page.screenshot({ path: join(out, `${label}.png`) });
  };
  const wanted = (name) => !only || only.includes(name);
  for (const theme of themes) {
    for (const lang of langs) {
      for (const [sizeName, size] of Object.entries(sizes)) {
        if (pairs && !pairs.includes(`${lang}/${sizeName}`)) continue;
        const tag = `${sizeName}-${lang}-${theme}`;
        const stranger = await visitor(browser, servers[0].url, { size, lang, theme, signIn: false });
        for (const [name, path] of [['sign-in', '/sign-in'], ['company-door', '/sign-in/company'], ['invitation', '/invitation/abc'], ['forgot', '/forgot'], ['reset', '/reset/abc'], ['recover', '/recover'], ['recover-follow', '/recover/abc'], ['proof-missing', '/proof/abc'], ['join-dead', '/join/abc'], ['joining-gone', '/joining/abc']]) {
          if (wanted(name)) await shoot(stranger, `${name}-${tag}`, path);
        }
        await stranger.context.close();
        const who = await visitor(browser, servers[0].url, { size, lang, theme });
        for (const [name, path] of await allPages(who)) {
          if (wanted(name)) await shoot(who, `${name}-${tag}`, path);
        }
        if (wanted('palette')) {
          await who.to(`/o/${who.org}/im`);
          await settle(who.page);
          await who.page.keyboard.press('Control+k');
          await who.page.getByRole('combobox').waitFor();
          await who.page.keyboard.type('wa');
          await settle(who.page);
          await who.page.screenshot({ path: join(out, `palette-${tag}.png`) });
        }
        failures.push(...who.faults.map((fault) => `${tag}: ${fault}`));
        await who.context.close();
      }
    }
  }
  await browser.close();
  return failures;
}
