// What may pass between people: who reaches whom.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const ask = (who, server, method, path, data) =>
  who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
    method,
    data,
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });

const walled = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'gates');
  const admin = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const me = (await admin.get('/me')).person;
  // The administrator keeps members from writing to administrators.
  await admin.to(`/o/${admin.org}/admin/messages/reach`);
  await admin.page.getByRole('button', { name: t('reach:add') }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel(t('reach:to'), { exact: true }).click();
  await admin.page.locator('.ant-select-item-option').filter({ hasText: t('reach:role') }).first().dispatchEvent('click');
  await dialog.getByLabel(t('reach:role'), { exact: true }).click();
  await admin.page.locator('.ant-select-item-option').filter({ hasText: t('reach:role_administrator') }).first().dispatchEvent('click');
  assert.deepEqual(await axeFaults(admin.page), []);
  await shot(admin.page, `reach-${lang}-form`);
  await dialog.getByRole('button', { name: t('reach:save') }).click();
  await admin.page.getByRole('cell').getByText(`${t('reach:chat')}: ${t('reach:deny')}`).waitFor();
  await shot(admin.page, `reach-${lang}`);
  // The other reads why at the button.
  await other.to(`/o/${other.org}/contacts?person=${me.id}`);
  const write = other.page.getByRole('button', { name: t('directory:message'), exact: true });
  await other.page.locator('#person-barred').waitFor();
  assert.equal(await write.isDisabled(), true);
  // Nor is there a number to call.
  const number = other.page.locator('dd a[href^="tel:"]');
  await other.page.locator('dd').getByText(await other.page.locator('#person-barred').innerText()).waitFor();
  assert.equal(await number.count(), 0);
  assert.equal((await other.get(`/people/${me.id}`)).phone, '');
  await shot(other.page, `reach-${lang}-barred`);
  // Taken away again, it is open.
  await admin.page.getByRole('button', { name: new RegExp(t('reach:role_administrator').replace(/[()]/g, '.')) }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: t('reach:remove') }).click();
  await admin.page.getByText(t('reach:none'), { exact: true }).waitFor();
  await other.page.reload();
  await write.waitFor();
  assert.equal(await write.isEnabled(), true);
  await number.waitFor();
  await other.context.close();
  return admin;
};

const judged = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'gates');
  const talk = texts(lang, 'talk');
  const admin = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const me = (await other.get('/me')).person;
  const made = await ask(admin, server, 'POST', '/conversations', { kind: 'group', title: `Gate ${lang} ${Date.now()}`, member_ids: [me.id] });
  const { id } = await made.json();
  const says = (text, n) => ask(other, server, 'POST', `/conversations/${id}/messages`, { client_id: `gate-${lang}-${Date.now()}-${n}`, text });
  await says('Come at nine', 1);
  await says('Or do not come at all, fool', 2);
  // The administrator, a member here, reports it, and decides about it.
  await admin.to(`/o/${admin.org}/im/${id}`);
  const row = admin.page.getByRole('log').getByRole('article').filter({ hasText: 'fool' }).first();
  await row.evaluate((article) => article.focus());
  await row.getByRole('toolbar').getByRole('button', { name: talk('shell:more') }).click();
  await admin.page.getByRole('menuitem', { name: talk('talk:report'), exact: true }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel(talk('talk:report_cause')).click();
  await shot(admin.page, `report-${lang}`);
  await admin.page.keyboard.press('Enter');
  assert.deepEqual(await axeFaults(admin.page), []);
  await dialog.getByRole('button', { name: talk('talk:report_send') }).click();
  await admin.page.getByText(talk('talk:report_done')).waitFor();
  await admin.to(`/o/${admin.org}/admin/messages/moderation`);
  const queue = admin.page.getByRole('region', { name: t('judge:reports') });
  await queue.getByText('Come at nine').waitFor();
  assert.deepEqual(await axeFaults(admin.page), []);
  await shot(admin.page, `moderation-${lang}`);
  await queue.getByRole('button', { name: t('judge:recall'), exact: true }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: t('judge:recall'), exact: true }).click();
  await queue.getByText(t('judge:none'), { exact: true }).waitFor();
  // A rule about a word asks once more; its author sends it all the same.
  const rules = await admin.get('/moderation/rules');
  const rule = { name: 'Strike', words: ['罷工'], contacts: 0, effect: 'warn', told: 'Speak to HR first.', classes: [], but: [] };
  await ask(admin, server, 'PUT', '/moderation/rules', { version: rules.version, rules: [rule] });
  await other.to(`/o/${other.org}/im/${id}`);
  const composer = other.page.locator('textarea:not([aria-hidden])').first();
  await composer.fill('罢 工');
  await other.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await other.page.getByText('Speak to HR first.', { exact: false }).waitFor();
  await shot(other.page, `warned-${lang}`);
  await other.page.getByRole('button', { name: t('chat:send_anyway') }).click();
  await other.page.getByRole('button', { name: t('chat:send_anyway') }).waitFor({ state: 'detached' });
  await ask(admin, server, 'PUT', '/moderation/rules', { version: rules.version + 1, rules: [] });
  await other.context.close();
  return admin;
};

const traced = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'gates');
  const admin = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const me = (await other.get('/me')).person;
  const gates = await admin.get('/chat/gates');
  await admin.to(`/o/${admin.org}/admin/messages`);
  await admin.page.getByRole('checkbox', { name: t('gates:class_direct') }).first().check();
  await admin.page.getByRole('switch', { name: t('gates:traced') }).click();
  assert.deepEqual(await axeFaults(admin.page), []);
  await shot(admin.page, `gates-${lang}`);
  await admin.page.locator('form').filter({ hasText: t('gates:pace') }).getByRole('button', { name: t('shell:save') }).click();
  await admin.page.getByText(t('gates:saved')).waitFor();
  const made = await ask(admin, server, 'POST', '/conversations', { kind: 'direct', member_ids: [me.id] });
  const { id } = await made.json();
  const text = `The price is three million and nobody else may know of it ${Date.now()}`;
  await ask(admin, server, 'POST', `/conversations/${id}/messages`, { client_id: `trace-${lang}-${Date.now()}`, text });
  // Who reads sees their own name across it; taken away, it comes back.
  const given = other.page.waitForResponse((answer) => answer.url().endsWith('/chat/traces') && answer.ok());
  await other.to(`/o/${other.org}/im/${id}`);
  await given;
  const mark = other.page.locator('div[aria-hidden="true"][style*="mask-image"]');
  await mark.waitFor({ state: 'attached' });
  await mark.evaluate((sheet) => sheet.remove());
  await mark.waitFor({ state: 'attached' });
  await shot(other.page, `watermark-${lang}`);
  // What is copied leads back to who copied it.
  const said = other.page.getByRole('log').getByText(text);
  await said.waitFor();
  const copied = await said.evaluate((node) => {
    window.getSelection().selectAllChildren(node);
    const data = new DataTransfer();
    node.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: data }));
    return data.getData('text/plain');
  });
  assert.equal(copied.replace(/[\u2060-\u2064]/g, ''), text);
  await admin.page.getByRole('textbox', { name: t('gates:trace_label') }).fill(copied.slice(10, 110));
  await admin.page.getByRole('button', { name: t('gates:trace_do') }).click();
  await admin.page.getByText((lang !== 'en' && me.name_zh) || me.name).first().waitFor();
  await shot(admin.page, `trace-${lang}`);
  // How long: what a period would take is said before it is set.
  await admin.page.getByRole('button', { name: t('gates:period_change', { name: t('gates:class_direct') }) }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByRole('button', { name: t('gates:preset_year') }).click();
  await dialog.getByRole('status').waitFor();
  assert.deepEqual(await axeFaults(admin.page), []);
  await shot(admin.page, `period-${lang}`);
  await admin.page.keyboard.press('Escape');
  await ask(admin, server, 'PUT', '/chat/gates', gates);
  await other.context.close();
  return admin;
};

export const gateTests = {
  'a conversation shows who reads it, and a copy leads back': traced('en', sizes.desktop),
  'a conversation shows who reads it, on a phone in Chinese': traced('zh-HK', sizes.phone),
  'a message is reported and judged, and a word asks once more': judged('en', sizes.desktop),
  'a message is reported and judged, on a phone in Chinese': judged('zh-HK', sizes.phone),
  'who may reach whom is ruled in a table, and told at the button': walled('en', sizes.desktop),
  'who may reach whom is ruled on a phone in Chinese': walled('zh-HK', sizes.phone),
};
