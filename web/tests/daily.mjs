// What everybody does every day: writing, finding, on a phone, without a network.
import assert from 'node:assert/strict';
import { settle, sizes, visitor } from './browser.mjs';
import { composer } from './groups.mjs';

const openGroup = async (who) => {
  const group = (await who.get('/conversations')).items.find((one) => one.kind === 'group' && one.last && one.can.includes('post'));
  await who.to(`/o/${who.org}/im/${group.id}`);
  await who.page.getByRole('log').waitFor();
  await who.page.waitForTimeout(900);
  return group;
};

export const dailyTests = {
  'sends with Enter, breaks with Shift+Enter, keeps a draft': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const group = await openGroup(who);
    const text = `first ${Date.now()}`;
    await composer(who.page).click();
    await who.page.keyboard.type(text);
    await who.page.keyboard.press('Shift+Enter');
    await who.page.keyboard.type('second line');
    await who.page.reload();
    await who.page.getByRole('log').waitFor();
    assert.equal(await composer(who.page).inputValue(), `${text}\nsecond line`, 'the draft survives a reload');
    await composer(who.page).click();
    await who.page.keyboard.press('Enter');
    await who.page.getByRole('log').getByText(text).waitFor();
    await who.page.getByText(/^(Sent|Read \d+ · Unread \d+)$/).first().waitFor();
    const last = (await who.get(`/conversations/${group.id}/messages?limit=5`)).items.at(-1);
    assert.equal(last.text, `${text}\nsecond line`);
    assert.equal(await composer(who.page).inputValue(), '');
    return who;
  },
  'does not send the Enter that picks a candidate': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { lang: 'zh-HK' });
    const group = await openGroup(who);
    const before = (await who.get(`/conversations/${group.id}/messages?limit=1`)).items.at(-1).seq;
    await composer(who.page).click();
    const cdp = await who.context.newCDPSession(who.page);
    await cdp.send('Input.imeSetComposition', { text: '會議', selectionStart: 2, selectionEnd: 2 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    await cdp.send('Input.insertText', { text: '會議' });
    await who.page.waitForTimeout(300);
    assert.equal(await composer(who.page).inputValue(), '會議');
    assert.equal((await who.get(`/conversations/${group.id}/messages?limit=1`)).items.at(-1).seq, before, 'nothing was sent');
    await who.page.keyboard.press('Enter');
    await who.page.getByRole('log').getByText('會議', { exact: true }).last().waitFor();
    return who;
  },
  'keeps a message without a network and sends it when the network is back': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await openGroup(who);
    await who.context.setOffline(true);
    const text = `offline ${Date.now()}`;
    await composer(who.page).fill(text);
    await composer(who.page).press('Enter');
    await who.page.getByText('Waiting for a connection').waitFor();
    await who.page.getByText(/^Offline – showing saved data/).waitFor({ timeout: 15_000 });
    await who.context.setOffline(false);
    await who.page.getByText('Waiting for a connection').waitFor({ state: 'detached', timeout: 15_000 });
    await who.page.getByText(/^(Sent|Read \d+ · Unread \d+)$/).first().waitFor();
    assert.equal(await who.page.getByRole('log').getByText(text).count(), 1);
    return who;
  },
  'starts a conversation with a person': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    const person = (await who.get('/people?limit=20')).items.find((one) => one.can?.includes('message') && !one.is_admin);
    await who.to(`/o/${who.org}/contacts?person=${person.id}`);
    await who.page.getByRole('button', { name: 'Message', exact: true }).click();
    await who.page.waitForURL(/\/im\/./);
    await composer(who.page).waitFor();
    return who;
  },
  'goes anywhere by the palette, and by G then a letter': async ({ browser, server }) => {
    const who = await visitor(browser, server.url);
    await who.to(`/o/${who.org}/im`);
    await settle(who.page);
    await who.page.keyboard.press('Control+k');
    await who.page.getByRole('combobox').waitFor();
    await who.page.keyboard.type('>import');
    await who.page.keyboard.press('Enter');
    await who.page.waitForURL(/contacts\/import/);
    await settle(who.page);
    await who.page.keyboard.press('g');
    await who.page.keyboard.press('w');
    await who.page.waitForURL(/\/work$/);
    await who.page.goBack();
    await who.page.waitForURL(/contacts\/import/);
    return who;
  },
  'lives on a phone: one pane, tabs below, back': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { size: sizes.phone });
    await who.to(`/o/${who.org}/im`);
    await who.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
    await who.page.getByRole('button', { name: 'Back' }).click();
    await who.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: /Me/ }).last().click();
    await who.page.waitForURL(/\/me$/);
    return who;
  },
  'speaks Arabic from right to left, and falls back to English': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { lang: 'ar' });
    await who.to(`/o/${who.org}/work`);
    await who.page.getByRole('heading', { name: 'عملي' }).waitFor();
    assert.equal(await who.page.evaluate(() => document.documentElement.dir), 'rtl');
    return who;
  },
  'opens from the kept shell without a network': async ({ browser, server }) => {
    const who = await visitor(browser, server.url, { signIn: false });
    await who.to('/sign-in');
    await who.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await who.page.waitForTimeout(800);
    await who.context.setOffline(true);
    await who.page.reload();
    await who.page.getByRole('heading', { name: 'No connection to the server' }).waitFor();
    who.faults.length = 0;
    return who;
  },
};
