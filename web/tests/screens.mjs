import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { allPages, openBrowser, serverUnderTest, settle, sizes, visitor } from './browser.mjs';

const out = process.env.OUT ?? 'screens';
const themes = (process.env.THEMES ?? 'light').split(',');
const only = process.env.ONLY?.split(',');
// Which languages in which sizes: "en/phone,zh-HK/desktop"; all of them unless some are named.
const pairs = process.env.PAIRS?.split(',');
const langs = (process.env.LANGS ?? 'en,zh-HK').split(',');

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
  const namespaces = ['access', 'data', 'plan', 'join', 'shell', 'account', 'signin', 'setup', 'me', 'chat', 'talk', 'later', 'files', 'folders', 'search', 'ding', 'ring', 'directory', 'people', 'sight', 'portal', 'import', 'record', 'receivers', 'review', 'likeness', 'work', 'common', 'law', 'verification', 'announce', 'reach', 'gates', 'judge'];
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
        const server = await serverUnderTest();
        const tag = `${sizeName}-${lang}-${theme}`;
        const stranger = await visitor(browser, server.url, { size, lang, theme, signIn: false });
        for (const [name, path] of [['sign-in', '/sign-in'], ['company-door', '/sign-in/company'], ['invitation', '/invitation/abc'], ['forgot', '/forgot'], ['reset', '/reset/abc'], ['recover', '/recover'], ['recover-follow', '/recover/abc'], ['proof-missing', '/proof/abc'], ['join-dead', '/join/abc'], ['joining-gone', '/joining/abc']]) {
          if (wanted(name)) await shoot(stranger, `${name}-${tag}`, path);
        }
        await stranger.context.close();
        const who = await visitor(browser, server.url, { size, lang, theme });
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
        server.stop();
        if (wanted('setup') && !server.real) {
          const fresh = await serverUnderTest({ empty: true });
          const first = await visitor(browser, fresh.url, { size, lang, theme, signIn: false });
          await shoot(first, `setup-${tag}`, '/');
          await first.context.close();
          fresh.stop();
        }
      }
    }
  }
  await browser.close();
  return failures;
}
