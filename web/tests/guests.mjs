// Somebody of another company comes into a group as a guest: invited, let go by their own company, marked.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const boot = async (who) => (await who.context.request.get(`${new URL(who.page.url()).origin}/api/v1/boot`)).json();

/** Proves once more that it is them, where the console asks for it. */
async function prove(page, password) {
  const shut = page.locator('form input[type=password]');
  await page.locator('main, form').first().waitFor();
  await page.waitForTimeout(600);
  if (await shut.count()) {
    await shut.first().fill(password);
    await page.keyboard.press('Enter');
  }
}

const guests = (lang, size, theme) => async ({ browser, server }) => {
  const t = texts(lang, 'guests');
  const boss = await visitor(browser, server.url, { lang, size, theme });
  const { page, org } = boss;
  const mark = `${lang}-${size.width}`;
  const { id } = await (
    await boss.context.request.post(`${server.url}/api/v1/o/${org}/conversations`, {
      data: { kind: 'group', title: `Tender ${mark}`, member_ids: [(await boss.get('/people?limit=5')).items.at(-1).id] },
      headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    })
  ).json();
  await boss.to(`/o/${org}/im/${id}`);
  const all = (await boot(boss)).demo_sign_ins;
  const [there, liu] = [all[4], all[5]];
  await page.locator('textarea:not([aria-hidden])').first().waitFor();
  await page.locator('main').getByRole('button', { name: t('shell:more') }).first().click();
  await page.getByRole('menuitem', { name: t('chat:invite_guest'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('guests:email')).fill(liu.login);
  await dialog.getByLabel(t('guests:name'), { exact: true }).fill('LIU Haoran');
  await dialog.getByLabel(t('guests:company')).fill('Shenzhen Works');
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `guest-invite-${mark}`);
  await dialog.getByRole('button', { name: t('guests:invite'), exact: true }).click();
  await dialog.getByText(t('guests:waits', { name: 'LIU Haoran' })).waitFor();
  await shot(page, `guest-waits-${mark}`);
  await dialog.getByRole('button', { name: t('guests:done'), exact: true }).click();

  // Their own company decides.
  const other = await visitor(browser, server.url, { lang, size, theme, nth: 4 });
  await other.to(`/o/${other.org}/admin/messages/guests?view=outside`);
  await prove(other.page, there.password);
  const pass = other.page.getByRole('button', { name: t('guests:pass_of', { name: 'LIU Haoran' }) });
  await pass.first().waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `guest-queue-${mark}`);
  await pass.first().click();
  await other.page.getByText(t('guests:passed')).first().waitFor();
  await shot(other.page, `guest-queue-done-${mark}`);

  // The one who invites hands the link over: no relay carries mail here.
  const link = page.getByRole('button', { name: t('guests:link_of', { name: 'LIU Haoran' }) });
  for (let tries = 0; (await link.count()) === 0 && tries < 20; tries++) {
    await boss.to(`/o/${org}/im/${id}?pane=members`);
    await page.waitForTimeout(700);
  }
  await shot(page, `guest-pending-${mark}`);
  await link.click();
  const address = await page.getByRole('dialog').locator('code').innerText();

  const guest = await visitor(browser, server.url, { lang, size, theme, signIn: false });
  await guest.page.goto(address.replace(/^https?:\/\/[^/]+/, server.url));
  await guest.page.getByText(t('guests:door_terms')).waitFor();
  assert.deepEqual(await axeFaults(guest.page), []);
  await shot(guest.page, `guest-door-${mark}`);
  await guest.page.getByLabel(t('guests:door_password')).fill(liu.password);
  await guest.page.getByRole('button', { name: t('guests:door_accept') }).click();
  await guest.page.waitForURL(/\/o\//);
  await guest.page.goto(`${server.url}/o/${org}/im/${id}`);
  const box = guest.page.locator('textarea:not([aria-hidden])').first();
  await box.fill('Good morning from Shenzhen');
  await guest.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await guest.page.getByRole('log').getByText('Good morning from Shenzhen').waitFor();
  await shot(guest.page, `guest-inside-${mark}`);
  await guest.page.locator('main').getByRole('button', { name: t('shell:more') }).first().click();
  for (const gone of ['chat:invite_guest', 'chat:add_members']) assert.equal(await guest.page.getByRole('menuitem', { name: t(gone), exact: true }).count(), 0, gone);

  // Everybody sees who they are.
  await boss.to(`/o/${org}/im/${id}`);
  const said = page.getByRole('log').getByRole('article').filter({ hasText: 'Good morning from Shenzhen' });
  await said.getByText(t('chat:outside_of', { company: 'Shenzhen Works' })).waitFor();
  await page.getByRole('note').filter({ hasText: 'Shenzhen Works' }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await shot(page, `guest-marked-${mark}`);
  await boss.to(`/o/${org}/im?filter=outside`);
  await page.getByRole('navigation', { name: t('chat:list') }).getByText(`Tender ${mark}`).waitFor();
  await shot(page, `guest-list-${mark}`);
  await boss.to(`/o/${org}/im/${id}?pane=members`);
  await page.getByRole('button', { name: t('guests:end_of', { name: 'LIU Haoran' }) }).click();
  await shot(page, `guest-end-${mark}`);
  await page.getByRole('dialog').getByRole('button', { name: t('guests:end'), exact: true }).click();
  await page.getByRole('note').waitFor({ state: 'detached' });
  return boss;
};

export const guestTests = {
  'invites a guest whose company decides': guests('en', sizes.desktop, 'light'),
  'invites a guest whose company decides, on a telephone in Chinese': guests('zh-HK', sizes.phone, 'dark'),
};
