import { allPages, axeFaults, openBrowser, servers, settle, sizes, visitor } from './browser.mjs';

// Every page in both themes and at both sizes: colours come from the theme alone and what is there from the size
// alone, so two looks hold all that four would; the languages differ in text only.
const looks = [
  { theme: 'light', lang: 'en', size: sizes.desktop },
  { theme: 'dark', lang: 'zh-HK', size: sizes.phone },
];

const check = async (who, label) => (await axeFaults(who.page)).map((one) => `${label}: ${one}`);

export async function run() {
  const only = process.env.ONLY?.split(',');
  const browser = await openBrowser();
  const failures = [];
  let pages = 0;
  for (const { theme, lang, size } of looks) {
    const tag = `${theme} ${lang} ${size.width}`;
    const stranger = await visitor(browser, servers[0].url, { size, lang, theme, signIn: false });
    await stranger.to('/sign-in');
    failures.push(...(await check(stranger, `sign-in ${tag}`)));
    await stranger.context.close();
    const who = await visitor(browser, servers[0].url, { size, lang, theme });
    for (const [name, path] of await allPages(who)) {
      if (only && !only.includes(name)) continue;
      await who.to(path);
      failures.push(...(await check(who, `${name} ${tag}`)));
      pages += 1;
    }
    for (const key of ['Control+k', '?']) {
      await who.to(`/o/${who.org}/work`);
      await settle(who.page);
      await who.page.keyboard.press(key);
      await who.page.locator('dialog[open]').waitFor();
      failures.push(...(await check(who, `${key} ${tag}`)));
    }
    failures.push(...who.faults);
    await who.context.close();
  }
  await browser.close();
  console.log(`${pages} pages checked`);
  return failures;
}
