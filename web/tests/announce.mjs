// What an organisation announces: written, refused while a part is missing, published, confirmed on a phone, chased.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const four = {
  en: { title: 'Private apps are not for work', background: 'Customer data was found in them.', consequences: 'A **written warning**.', contact: 'it@harbour.example' },
  'zh-HK': { title: '工作不得使用私人程式', background: '私人程式內發現客戶資料。', consequences: '**書面警告**。', contact: 'it@harbour.example' },
};

/** A text of the part in the language in which it is written. */
const field = (page, lang, label) => page.getByRole('group', { name: lang === 'en' ? /^(English|英文)$/ : /^(Chinese|中文)$/ }).getByLabel(label, { exact: true });

const story = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'announce');
  const tag = `${lang}-${size.width}`;
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, size: sizes.phone, nth: 1 });
  const words = four[lang];
  const title = `${words.title} ${Date.now()}`;

  // Written; without its contact and without what follows it is not sent, and both are named.
  await one.to(`/o/${one.org}/announcements`);
  await one.page.getByRole('button', { name: t('announce:new') }).click();
  // A policy that comes with the program fills the form, in both languages; back is the empty form.
  await one.page.getByRole('button', { name: /^(Acceptable use of conversations|對話使用守則)$/ }).click();
  assert.match(await field(one.page, 'en', t('announce:title_label')).inputValue(), /Acceptable use/);
  assert.match(await field(one.page, 'zh-HK', t('announce:title_label')).inputValue(), /使用守則/);
  assert.ok(await one.page.getByRole('checkbox', { name: t('announce:is_policy') }).isChecked());
  await settle(one.page);
  await shot(one.page, `announce-begun-${tag}`);
  await one.to(`/o/${one.org}/announcements/write`);
  await one.page.getByText(t('announce:template_four')).click();
  await field(one.page, lang, t('announce:title_label')).fill(title);
  await field(one.page, lang, t('announce:background')).fill(words.background);
  await field(one.page, lang, t('announce:consequences')).fill(words.consequences);
  await one.page.getByLabel(t('announce:effective_on'), { exact: true }).fill('01/12/2026');
  await one.page.keyboard.press('Enter');
  await one.page.getByRole('checkbox', { name: t('announce:must_confirm') }).check();
  await one.page.reload();
  const look = one.page.getByRole('button', { name: t('announce:preview') });
  await look.waitFor();
  assert.equal(await field(one.page, lang, t('announce:title_label')).inputValue(), title, 'a reload loses nothing');
  await look.click();
  const send = one.page.getByRole('button', { name: t('announce:publish_now') });
  await settle(one.page);
  await shot(one.page, `announce-preview-${tag}`);
  await send.click();
  await one.page.getByText(/Name at least one|請至少選擇一項/).waitFor();
  assert.equal(await field(one.page, lang, t('announce:contact')).getAttribute('aria-describedby').then((id) => one.page.locator(`[id="${id}"]`).count()), 1, 'the contact says what is wrong with it');
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `announce-refused-${tag}`);
  assert.equal((await other.get('/announcements')).items.some((row) => row.title === title || row.title_zh === title), false, 'nobody has it');
  await field(one.page, lang, t('announce:contact')).fill(words.contact);
  await one.page.getByRole('checkbox', { name: t('announce:disciplinary') }).check();
  await look.click();
  await send.click();
  await one.page.waitForURL(/announcements\/[a-z]{2}[0-9a-v]{24}$/);
  const id = one.page.url().split('/').at(-1);
  await one.page.getByRole('heading', { name: title }).waitFor();

  // The other one has it in their work, reads it on a phone and confirms.
  for (let n = 0; n < 40 && !(await other.get('/work')).items.some((item) => item.title === title); n++) await other.page.waitForTimeout(250);
  await other.to(`/o/${other.org}/work`);
  await other.page.getByRole('link', { name: title }).click();
  await other.page.getByRole('button', { name: t('announce:confirm') }).waitFor();
  await other.page.locator('article strong', { hasText: /written warning|書面警告/ }).waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `announce-read-${tag}`);
  await other.page.getByRole('button', { name: t('announce:confirm') }).click();
  await other.page.getByRole('button', { name: t('announce:get_proof') }).waitFor();
  const download = other.page.waitForEvent('download');
  await other.page.getByRole('button', { name: t('announce:get_proof') }).click();
  assert.match((await download).suggestedFilename(), /proof\.txt$/);
  await shot(other.page, `announce-confirmed-${tag}`);
  assert.equal((await other.get('/work')).items.some((item) => item.title === title), false, 'it waits no more');

  // Its author sees who has confirmed and who has not.
  await one.to(`/o/${one.org}/announcements/${id}?view=receivers&state=confirmed`);
  const { person } = await other.get('/me');
  const name = lang === 'en' ? person.name : person.name_zh;
  await one.page.getByRole('listitem').filter({ hasText: name }).waitFor();
  assert.equal(await one.page.locator('main li').count(), 1);
  await one.page.getByText(t('announce:chase_open'), { exact: true }).first().click();
  await one.page.locator('main li').nth(2).waitFor();
  assert.equal(await one.page.locator('main li').filter({ hasText: name }).count(), 0);
  await one.page.getByRole('button', { name: t('announce:remind') }).click();
  await one.page.getByRole('dialog').getByRole('button', { name: t('announce:remind') }).click();
  await one.page.getByText(/reminded|已提醒/).first().waitFor();
  await settle(one.page);
  await shot(one.page, `announce-receivers-${tag}`);

  // Another wording that has to be confirmed anew.
  await one.to(`/o/${one.org}/announcements/write/${id}`);
  await field(one.page, lang, t('announce:background')).fill(`${words.background} 2`);
  await one.page.getByLabel(t('announce:note'), { exact: true }).fill('2');
  await one.page.getByRole('checkbox', { name: t('announce:anew') }).check();
  await one.page.getByRole('button', { name: t('announce:publish_edit') }).click();
  await one.page.getByRole('link', { name: t('announce:show_versions') }).click();
  await one.page.getByRole('heading', { name: t('announce:version', { version: 1 }) }).waitFor();
  await settle(one.page);
  await shot(one.page, `announce-versions-${tag}`);
  await other.page.reload();
  await other.page.getByText(t('announce:confirm_again')).waitFor();
  await other.page.getByRole('button', { name: t('announce:confirm') }).click();
  await other.page.getByRole('button', { name: t('announce:get_proof') }).waitFor();

  // Withdrawn, it says so and why.
  await one.to(`/o/${one.org}/announcements/${id}`);
  await one.page.getByRole('button', { name: t('announce:withdraw') }).click();
  const dialog = one.page.getByRole('dialog');
  await dialog.getByLabel(t('announce:reason')).fill('replaced');
  await dialog.getByRole('button', { name: t('announce:withdraw') }).click();
  await other.page.reload();
  await other.page.getByText(t('announce:withdrawn_because', { reason: 'replaced' })).waitFor();
  await other.context.close();
  return one;
};

export const announceTests = {
  'announcements are published, confirmed and chased': story('en', sizes.desktop),
  'announcements are published, confirmed and chased, on a phone in Chinese': story('zh-HK', sizes.phone),
};
