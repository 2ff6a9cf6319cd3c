// One person changes one message on two devices: neither wording is lost, and the person says which stays.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();
const message = (who, text) => who.page.getByRole('log').getByRole('article').filter({ hasText: text }).first();

async function begin(who, text) {
  await message(who, text).waitFor();
  await composer(who.page).focus();
  await who.page.keyboard.press('ArrowUp');
  await who.page.waitForFunction((was) => document.querySelector('textarea:not([aria-hidden])')?.value === was, text);
}

async function save(who, text, t) {
  await composer(who.page).fill(text);
  await who.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
}

const twice = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'talk');
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang });
  const people = (await one.get('/people?limit=5')).items;
  const made = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'group', title: `Twice ${Date.now()}`, member_ids: [people.at(-1).id] }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  for (const who of [one, other]) {
    await who.to(`/o/${who.org}/im/${id}`);
    await composer(who.page).waitFor();
  }
  await save(one, 'Ferry at seven', t);
  for (const who of [one, other]) await begin(who, 'Ferry at seven');
  await save(other, 'Ferry at eight', t);
  await message(one, 'Ferry at eight').waitFor();
  await save(one, 'Ferry at nine', t);
  const note = one.page.getByRole('alert').filter({ hasText: t('talk:edit_theirs') });
  await note.getByText('Ferry at eight').waitFor();
  assert.equal(await composer(one.page).inputValue(), 'Ferry at nine', 'what was typed is there');
  assert.deepEqual(await axeFaults(one.page), []);
  await shot(one.page, `twice-${lang}`);
  await note.getByRole('button', { name: t('talk:edit_keep'), exact: true }).click();
  assert.equal(await composer(one.page).inputValue(), 'Ferry at nine', 'what was typed is still there');
  await save(one, 'Ferry at nine', t);
  await message(other, 'Ferry at nine').waitFor();

  // And the other way round.
  for (const who of [one, other]) await begin(who, 'Ferry at nine');
  await save(other, 'Ferry at ten', t);
  await message(one, 'Ferry at ten').waitFor();
  await save(one, 'Ferry at noon', t);
  await note.getByRole('button', { name: t('talk:edit_take'), exact: true }).click();
  await note.waitFor({ state: 'detached' });
  await message(one, 'Ferry at ten').waitFor();
  assert.deepEqual([...one.faults, ...other.faults], []);
  await other.context.close();
  return one;
};

export const twiceTests = {
  'changes one message on two devices': twice('en', sizes.desktop),
  'changes one message on two devices, in Chinese on a phone': twice('zh-HK', sizes.phone),
};
