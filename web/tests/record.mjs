// The record: read, reviewed, sent on, sealed; and the law that is kept beside it.
import assert from 'node:assert/strict';
import { visitor } from './browser.mjs';

export const recordTests = {
  'reads the record with filters in the address and an entry beside': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/admin/record`);
    await who.page.getByRole('table').waitFor();
    const { action, summary } = (await who.get('/record/entries?limit=1')).items[0];
    await who.page.getByLabel('Action').fill(summary || action);
    await who.page.keyboard.press('Enter');
    await who.page.waitForURL(/action=/);
    await who.page.getByRole('table').locator('button').nth(1).click();
    await who.page.waitForURL(/entry=/);
    await who.page.getByRole('link', { name: /Get proof/ }).waitFor();
    await who.page.goBack();
    await who.page.waitForURL((url) => !url.search.includes('entry='));
    return who;
  },
  'reviews a month of the record, whose numbers lead to its entries': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const { page } = who;
    const month = (await who.get('/record/reviews')).items.at(-1).month;
    await who.to(`/o/${who.org}/work`);
    await page.getByRole('link', { name: `The record of ${month}` }).click();
    const row = page.getByRole('row', { name: /People added/ });
    const number = await row.getByRole('link').innerText();
    await row.getByRole('link').click();
    await page.waitForURL(/action=directory.person.add/);
    await page.getByRole('table').waitFor();
    if (Number(number) < 1) throw new Error(`${number} people added`);
    await page.goBack();
    await page.getByLabel('Remarks').fill('Looked at all of it.');
    await page.getByRole('button', { name: 'I have reviewed this month' }).click();
    await page.getByText(/Reviewed by/).waitFor();
    const one = await who.get(`/record/reviews/${month}`);
    if (one.can.includes('sign')) {
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await page.getByText(/Signed by/).waitFor();
    } else await page.getByText('Another administrator signs it.').waitFor();
    return who;
  },
  'sends the record on to a receiver, which says what is in the way': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const { page } = who;
    await who.to(`/o/${who.org}/admin/record`);
    await page.getByRole('link', { name: 'Receivers' }).click();
    await page.getByRole('button', { name: 'Add receiver' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Security team');
    await form.getByLabel('Host').fill('10.1.2.3');
    await form.getByText('Certificates').click();
    await form.getByLabel('Authority of the receiver').fill('nothing');
    await form.getByRole('button', { name: 'Add receiver' }).click();
    await form.getByText('This is not a PEM text').waitFor();
    await form.getByLabel('Authority of the receiver').fill('');
    await form.getByRole('button', { name: 'Add receiver' }).click();
    const card = page.getByRole('region', { name: 'Security team' });
    await card.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The host is in a network that the operator does not allow').first().waitFor();
    await card.getByText(/entr(y|ies) waits?\./).waitFor();
    await card.getByRole('button', { name: 'Change' }).click();
    await form.getByLabel('Host').fill('10.1.2.4');
    await form.getByRole('button', { name: 'Save' }).click();
    await card.getByText('10.1.2.4:6514').waitFor();
    await card.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    await page.getByText('No receivers').waitFor();
    const acts = (await who.get('/record/entries?action=record.receiver&limit=20')).items.map((one) => one.action);
    for (const act of ['set', 'test', 'change', 'end']) {
      if (!acts.includes(`record.receiver.${act}`)) throw new Error(`no entry of ${act}`);
    }
    return who;
  },
  'seals the record for a recipient': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const { page } = who;
    await who.to(`/o/${who.org}/admin/record`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Sealed file…' }).click();
    const keys = page.getByLabel('Public keys of the recipients');
    await keys.fill('age1qqq');
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
    await page.getByText('A public key begins with age1').waitFor();
    await keys.fill('age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p');
    const saved = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
    if ((await saved).suggestedFilename() !== 'record.jsonl.age') throw new Error('another file');
    return who;
  },
  'gives the record another key and shows the earlier one': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const before = (await who.get('/record/keys')).items;
    await who.to(`/o/${who.org}/admin/record`);
    await who.page.getByText('Checkpoint and keys').click();
    await who.page.getByRole('button', { name: 'Change key' }).click();
    const dialog = who.page.getByRole('dialog');
    await dialog.getByText('Evidence given out before stays valid').waitFor();
    await dialog.getByRole('button', { name: 'Change key' }).click();
    await who.page.getByText('The record has a new key').waitFor();
    await who.page.getByRole('link', { name: 'Evidence of the handover' }).first().waitFor();
    const after = (await who.get('/record/keys')).items;
    assert.equal(after.length, before.length + 1);
    assert.equal(after[1].verifier_key, before[0].verifier_key);
    return who;
  },
  'looks up the law on a day and computes with the working': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/admin/law?on=2026-11-22`);
    const wage = who.page.getByRole('article', { name: 'Statutory minimum wage' });
    await wage.getByText('43.1').waitFor();
    await who.page.getByText('Calculator', { exact: true }).click();
    const topic = (await who.get('/law/topics')).items.find((one) => one.name === 'annual_leave_entitlement');
    await who.page.getByLabel('Topic').click();
    await who.page.keyboard.type(topic.title);
    await who.page.keyboard.press('Enter');
    await who.page.waitForURL(/topic=annual_leave_entitlement/);
    const years = who.page.getByLabel('Completed years');
    await years.fill('one');
    await years.press('Enter');
    await who.page.getByText('Write a number, such as 12.5.').waitFor();
    await years.fill('1, 9');
    await years.press('Enter');
    await who.page.getByText('9 completed years: 14 days of annual leave').waitFor();
    await years.fill('-1');
    await years.press('Enter');
    await who.page.locator('[id$="-error"]').waitFor();
    return who;
  },
};
