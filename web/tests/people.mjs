// The organisation's people, and who sees what of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { settle, shot, typeIn, visitor } from './browser.mjs';

export const peopleTests = {
  'opens the organisation chart by keyboard, under the name of who looks': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/contacts/chart?view=line`);
    const nodes = who.page.locator('button[data-node]');
    await nodes.nth(2).waitFor();
    const before = await nodes.count();
    await nodes.first().focus();
    await who.page.keyboard.press('ArrowDown');
    await who.page.keyboard.press('ArrowRight');
    await who.page.waitForFunction((n) => document.querySelectorAll('button[data-node]').length > n, before);
    await who.page.keyboard.press('ArrowLeft');
    await who.page.waitForFunction((n) => document.querySelectorAll('button[data-node]').length === n, before);
    const sheet = who.page.locator('main > div[aria-hidden="true"]');
    await sheet.evaluate((one) => one.remove());
    await sheet.waitFor({ state: 'attached' });
    assert.match(decodeURIComponent(await sheet.evaluate((one) => one.style.maskImage)), /rotate\(-22/);
    return who;
  },
  'hides a department from others, and shows why': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const department = (await who.get('/departments')).items.find((one) => one.people > 0);
    const hidden = (await who.get(`/people?department=${department.id}&limit=5`)).items.find((one) => !one.is_admin);
    const reader = (await who.get('/people?limit=200')).items.find(
      (one) => !one.is_admin && one.manager_id !== hidden.id && hidden.manager_id !== one.id && !one.departments.some((d) => d.id === department.id),
    );
    await who.to(`/o/${who.org}/admin/people`);
    await who.page.getByRole('button', { name: 'Who sees whom' }).click();
    await who.page.waitForURL(/people\/sight/);
    await who.page.getByRole('button', { name: 'Add a rule' }).click();
    await who.page.getByRole('combobox', { name: 'Department', exact: true }).fill(department.name);
    await who.page.keyboard.press('Enter');
    await who.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await who.page.getByText(`Others do not see ${department.name}`).first().waitFor();
    for (const [label, one] of [['Who looks', reader], ['Whom they look for', hidden]]) {
      await who.page.getByRole('combobox', { name: label }).fill(one.name);
      await who.page.locator('.ant-select-item-option').filter({ hasText: one.name, visible: true }).first().waitFor();
      await who.page.keyboard.press('Enter');
    }
    await who.page.getByText('because of the marked rules').waitFor();
    await who.page.getByRole('button', { name: 'Remove', exact: true }).first().click();
    await who.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await who.page.getByText('Everybody sees everybody', { exact: true }).waitFor();
    return who;
  },
  'sets a link for everybody, and reads figures about people': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/contacts`);
    await who.page.getByRole('button', { name: 'About the organisation' }).click();
    await who.page.waitForURL(/contacts\/organisation/);
    await who.page.getByRole('heading', { name: 'New in the last 30 days' }).waitFor();
    await who.page.getByRole('button', { name: 'Change links' }).click();
    await who.page.getByRole('button', { name: 'Add a link' }).click();
    await who.page.getByLabel('Title in English').last().fill('Staff handbook');
    await who.page.getByLabel('Address').last().fill('https://intranet.example/handbook');
    await who.page.getByRole('button', { name: 'Save' }).click();
    const link = who.page.getByRole('link', { name: 'Staff handbook' }).first();
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), 'https://intranet.example/handbook');
    await who.page.getByRole('button', { name: 'Statistics' }).click();
    await who.page.getByRole('table', { name: 'By department' }).waitFor();
    const download = who.page.waitForEvent('download');
    await who.page.getByRole('link', { name: 'Download CSV' }).click();
    assert.match(readFileSync(await (await download).path(), 'utf8'), /People,,\d+/);
    return who;
  },
  'somebody with a colleague\'s name and picture is looked at': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const { page } = who;
    const api = (path) => `${server.url}/api/v1/o/${who.org}${path}`;
    const headers = { Origin: server.url };
    await who.to(`/o/${who.org}/contacts`); // what is on the screen is as good as a face
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(500);
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 500, height: 500 } });
    const letters = Array.from({ length: 9 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
    for (const name of [`CHAN ${letters}`, `CHAN ${letters}a`]) {
      const made = await (await who.context.request.post(api('/people'), { data: { name }, headers })).json();
      const answer = await who.context.request.put(api(`/pictures/${made.id}`), { headers, multipart: { file: { name: 'a.png', mimeType: 'image/png', buffer: picture } } });
      if (!answer.ok()) throw new Error(await answer.text());
    }
    const title = `CHAN ${letters}a looks like CHAN ${letters}`;
    for (let n = 0; n < 40 && !(await who.get('/work')).items.some((one) => one.title === title); n++) await page.waitForTimeout(250);
    await who.to(`/o/${who.org}/work`);
    await page.getByRole('link', { name: title }).click();
    const card = page.getByRole('region', { name: `CHAN ${letters}a and CHAN ${letters}`, exact: true });
    await card.getByRole('button', { name: 'They are two people' }).click();
    await card.getByText(/Two people, says/).waitFor();
    if ((await who.get('/work')).items.some((one) => one.title === title)) throw new Error('still waits');
    return who;
  },
  'lets a person leave, holds and forgets them, and prepares a copy of my data': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const person = (await who.get('/people?limit=100')).items.findLast((one) => one.can.includes('leave'));
    await who.to(`/o/${who.org}/contacts?person=${person.id}`);
    await who.page.getByRole('button', { name: 'Let leave' }).click();
    const leave = who.page.getByRole('dialog');
    await leave.getByText('From this moment').waitFor();
    await settle(who.page);
    const needs = await leave.getByLabel('Who takes over').count();
    if (needs > 0) {
      await leave.getByLabel('Who takes over').fill('szeto');
      await who.page.getByRole('option').first().waitFor({ state: 'attached' });
      await who.page.keyboard.press('Enter');
    }
    await leave.getByRole('button', { name: 'Let leave' }).click();
    await leave.waitFor({ state: 'detached' });
  
    await who.to(`/o/${who.org}/admin/data?view=people`);
    const card = who.page.getByRole('article', { name: person.name });
    await card.getByRole('button', { name: 'Forget' }).click();
    const forget = who.page.getByRole('dialog');
    await forget.getByText('section 49A').first().waitFor();
    await forget.getByRole('textbox').fill('somebody else');
    await forget.getByRole('button', { name: 'Forget' }).click();
    await forget.getByText("Type the person's name as it is shown.").first().waitFor();
    await forget.getByRole('textbox').fill(person.name);
    await forget.getByRole('button', { name: 'Forget' }).click();
    await forget.waitFor({ state: 'detached' });
    await card.getByText(/What is left goes on|Being forgotten/).waitFor();
  
    await who.to(`/o/${who.org}/admin/data`);
    await who.page.getByRole('button', { name: 'Change the period of Record' }).click();
    const period = who.page.getByRole('dialog');
    await period.getByRole('spinbutton').fill('89');
    await period.getByRole('button', { name: 'Save' }).click();
    await period.getByText('At least 90 days').first().waitFor();
    await period.getByRole('button', { name: 'Cancel' }).click();
  
    await who.to(`/o/${who.org}/me`);
    await who.page.getByRole('button', { name: 'Ask for a copy' }).click();
    const mine = who.page.getByRole('region', { name: 'My data' });
    const coming = who.page.waitForEvent('download');
    await mine.getByRole('link', { name: 'Download' }).first().click();
    assert.ok((await coming).suggestedFilename().endsWith('.zip'));
    return who;
  },
  'names the mail domains, and says why an address can not be invited': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/admin/people`);
    const save = async (...domains) => {
      await who.page.getByRole('button', { name: 'Mail domains' }).click();
      await who.page.getByRole('combobox', { name: 'Domains' }).waitFor();
      await who.page.waitForTimeout(300);
      for (let n = 0; n < 3; n += 1) await who.page.keyboard.press('Backspace');
      for (const one of domains) await typeIn(who.page, one, 'Enter');
      await who.page.getByRole('button', { name: 'Save' }).click();
    };
    await save('gmail.com');
    await who.page.getByText(/^An address of a personal mail provider/).waitFor();
    await who.page.keyboard.press('Escape');
    await save('harbourlights.example');
    await who.page.getByText('Mail domains saved').waitFor();
    const made = await who.context.request.post(`${server.url}/api/v1/o/${who.org}/people`, { data: { name: 'Personal', email: `p${Date.now()}@qq.com` }, headers: { Origin: server.url } });
    await who.to(`/o/${who.org}/contacts?person=${(await made.json()).id}`);
    await who.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await who.page.getByText(/bound to company mail only/).waitFor();
    await who.to(`/o/${who.org}/admin/people`);
    await save();
    await who.page.getByText('Mail domains saved').waitFor();
    return who;
  },
  'a picture of oneself stands beside the name': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/me`);
    const menu = who.page.getByRole('button', { name: /^Picture of/ });
    const file = await who.page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } });
    await who.page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: file });
    const shown = who.page.locator('main img').first();
    await shown.waitFor();
    assert.equal(await shown.evaluate((img) => img.decode().then(() => img.naturalWidth)), 200, 'the middle of it, as it was sent');
    await who.page.reload();
    await who.page.locator('header img, nav img, aside img, main img').first().waitFor();
    await shot(who.page, 'picture');
    await menu.focus();
    await who.page.keyboard.press('Enter');
    await who.page.getByRole('menuitem', { name: 'Remove the picture' }).click();
    await who.page.getByRole('dialog').getByRole('button', { name: 'Remove the picture' }).click();
    await who.page.locator('main img').waitFor({ state: 'detached' });
    return who;
  },
};
