// What somebody looks for again and again: kept, found by the palette, renamed, deleted and brought back.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const saving = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'search');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page } = who;
  const tag = `${lang}-${size.width < 600 ? 'phone' : 'desktop'}`;
  const name = `Berth ${lang} ${Date.now()}`;
  await who.to(`/o/${who.org}/search?q=%E6%9C%83&since=2020-01-01`);
  await page.getByRole('button', { name: t('search:save'), exact: true }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('search:saved_name')).and(page.locator(':focus')).waitFor();
  await dialog.getByLabel(t('search:saved_name')).fill(name);
  await page.keyboard.press('Enter');
  await page.getByText(t('search:saved_as', { name })).waitFor();
  await shot(page, `saved-as-${tag}`);

  // From any page by its name, and beside this one with Ctrl.
  await who.to(`/o/${who.org}/work`);
  await page.getByRole('heading').first().waitFor();
  const palette = page.getByRole('combobox', { name: t('shell:search') });
  const option = page.getByRole('option').filter({ hasText: name });
  const ask = async () => {
    await page.keyboard.press('Control+k');
    await palette.fill(name.toLowerCase());
    await option.first().and(page.locator('[aria-selected=true]')).waitFor();
  };
  await ask();
  await shot(page, `saved-palette-${tag}`);
  const [beside] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')]);
  await beside.waitForURL(/\/search\?q=%E6%9C%83&since=2020-01-01/);
  await beside.close();
  assert.match(page.url(), /\/work$/);
  await ask();
  await page.keyboard.press('Escape');
  assert.equal(await palette.inputValue(), '', 'Escape clears first');
  await palette.fill(name.toLowerCase());
  await option.first().and(page.locator('[aria-selected=true]')).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=%E6%9C%83&since=2020-01-01/);

  // Where nothing is looked for yet, all of them stand.
  await who.to(`/o/${who.org}/search`);
  const list = page.getByRole('region', { name: t('search:saved') });
  await list.getByRole('button', { name: t('search:rename', { name }) }).press('Enter');
  const other = `Pier ${lang} ${Date.now()}`;
  await list.getByLabel(t('search:saved_name')).fill(other);
  await page.keyboard.press('Enter');
  await list.getByRole('link').filter({ hasText: other }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `saved-list-${tag}`);
  const forget = list.getByRole('button', { name: t('search:forget', { name: other }) });
  await forget.click();
  await forget.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('search:undo') }).click();
  await forget.click();
  await forget.waitFor({ state: 'detached' });
  const left = (await who.get('/search/saved')).items.filter((one) => one.name === other);
  assert.deepEqual(left, []);
  return who;
};

export const savedSearchTests = {
  'saves a search and finds it again': saving('en', sizes.desktop, 'dark'),
  'saves a search and finds it again, on a telephone in Chinese': saving('zh-HK', sizes.phone, 'light'),
};
