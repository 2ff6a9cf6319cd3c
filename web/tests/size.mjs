// The first load: everything the browser fetches, cold, until sign-in or the messages stand, gzipped.
import { gzipSync } from 'node:zlib';
import { openBrowser, servers, settle, visitor } from './browser.mjs';

const limit = 350 * 1024;

async function weigh(who, path) {
  let total = 0;
  const seen = [];
  who.page.on('response', async (answer) => {
    if (!/\.(js|css|html)$|\/$/.test(new URL(answer.url()).pathname) && answer.request().resourceType() !== 'document') return;
    if (answer.url().includes('/sw.js')) return;
    const size = gzipSync(await answer.body().catch(() => Buffer.alloc(0))).length;
    total += size;
    seen.push([size, new URL(answer.url()).pathname]);
  });
  await who.to(path);
  await settle(who.page);
  return { total, largest: seen.toSorted((a, b) => b[0] - a[0]).slice(0, 8) };
}

const browser = await openBrowser();
let failed = false;
for (const [name, path, signIn] of [['sign-in', '/sign-in', false], ['messages', '/', true]]) {
  const who = await visitor(browser, servers[0].url, { lang: 'zh-HK', signIn });
  const { total, largest } = await weigh(who, path);
  failed ||= total > limit;
  console.log(`${name}: ${(total / 1024).toFixed(1)} KB gzip of ${limit / 1024}`);
  if (process.env.VERBOSE) for (const [size, file] of largest) console.log(`  ${(size / 1024).toFixed(1)} ${file}`);
  await who.context.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
