// Who may do what: roles, grants, what a plan allows, and what each person is told of it.
import assert from 'node:assert/strict';
import { axeFaults, settle, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const pick = async (within, label, name) => {
  const page = within.page?.() ?? within;
  await within.getByRole('combobox', { name: label, exact: true }).click();
  await page.keyboard.type(name);
  // Lists that were open before stay in the page, hidden, with their own active row.
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active');
  await open.filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
};

/** What new organisations begin with decides where they may be. */
const begins = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'plans');
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page } = who;
  const beginWith = async (name) => {
    await who.to('/operator/plans');
    await settle(page);
    await page.getByLabel(t('plan:first'), { exact: true }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: name }).first().dispatchEvent('click');
    await page.locator('.ant-select-content, .ant-select-selection-item').filter({ hasText: name }).first().waitFor();
  };
  const mainland = page.getByRole('radio', { name: t('setup:region_cn') });
  try {
    await beginWith('free');
    assert.deepEqual(await axeFaults(page), []);
    await shot(page, `plans-${lang}-first`);
    await who.to('/organisations/new');
    await page.getByText(t('setup:region_shut', { plan: 'free' })).waitFor();
    assert.equal(await mainland.isDisabled(), true);
    assert.equal(await page.getByRole('radio', { name: t('setup:region_hk') }).isChecked(), true);
    assert.deepEqual(await axeFaults(page), []);
    await mainland.scrollIntoViewIfNeeded();
    await shot(page, `organisation-${lang}-region-shut`);
  } finally {
    await beginWith(t('plan:everything'));
  }
  await who.to('/organisations/new');
  await mainland.waitFor();
  assert.equal(await mainland.isEnabled(), true);
  return who;
};

export const rightsTests = {
  'new organisations begin with a plan, and where it lets them': begins('en', sizes.desktop, 'light'),
  'new organisations begin with a plan, on a phone in Chinese': begins('zh-HK', sizes.phone, 'dark'),
  'gives a role, sees it, takes it away and undoes that': async ({ browser, server }) => {
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
  },
  'gives a grant with an end, explains it, revokes it': async ({ browser, server }) => {
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
  },
  'says what I may do and why, under Me': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/me`);
    await who.page.getByText(/things you may do$/).click();
    await who.page.getByText('The role Administrator permits it.').first().waitFor();
    return who;
  },
  'an operator adds a plan, gives it, and its limits show in the console': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const choosePlan = async (name) => {
      await settle(page);
      await page.getByLabel('Plan of Harbour Lights Trading Limited').click();
      // Not by the mouse: the page may have moved since the list opened beside it.
      await page.locator('.ant-select-item-option').filter({ hasText: name }).dispatchEvent('click');
    };
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
  },
};
