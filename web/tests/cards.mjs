// Cards: a robot posts one and changes it; something to do is said as one, pressed by one person and seen by another.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const report = {
  v: 1,
  blocks: [
    { type: 'header', text: { en: 'Crane 4 stands still', 'zh-HK': '四號起重機停頓', 'zh-CN': '四号起重机停顿' } },
    { type: 'text', text: 'Wind above **60 km/h** since 09:40. 風速過高。' },
    { type: 'fields', fields: [{ label: 'Berth', value: 'KT-2' }, { label: 'Since', value: '09:40' }] },
    { type: 'divider' },
    { type: 'context', text: 'Reported by the port system' },
    { type: 'actions', buttons: [{ text: 'Open log', url: 'https://port.example.com/crane/4', style: 'primary' }] },
  ],
};

const asking = {
  v: 1,
  blocks: [
    { type: 'header', text: 'Purchase order PO-17' },
    { type: 'select', id: 'from', label: 'Supplier', required: true, options: [{ value: 'a', text: 'Harbour Ropes' }, { value: 'b', text: '長洲繩纜' }] },
    { type: 'date', id: 'until', label: 'Until' },
    { type: 'input', id: 'note', label: 'Note', lines: true, max: 200 },
    { type: 'actions', buttons: [{ id: 'approve', text: 'Approve', style: 'primary' }, { id: 'decline', text: 'Decline', style: 'danger', confirm: 'Decline PO-17?' }] },
  ],
};

const carded = (lang, size, theme) => async ({ browser, server }) => {
  const [later, cards] = [texts(lang, 'later'), texts(lang, 'cards')];
  const who = await visitor(browser, server.url, { lang, size, theme });
  const { page, org } = who;
  // Somebody else, who sees what is pressed here.
  const elsewhere = await visitor(browser, server.url, { lang: 'en', size: sizes.desktop, nth: 1 });
  const post = async (path, data, by = who) => {
    const answer = await by.context.request.fetch(`${server.url}${path.startsWith('/api') ? path : `/api/v1/o/${org}${path}`}`, {
      method: 'POST',
      data,
      headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
  };
  const { person } = await who.get('/me');
  const { person: other } = await elsewhere.get('/me');
  const { id } = await post('/conversations', { kind: 'group', title: `Port ${Date.now()}`, member_ids: [other.id] });
  const { address } = await post(`/conversations/${id}/robots`, { name: 'Port', signed: false, mention_all: false });
  const door = address.slice(address.indexOf('/api'));
  const { message_id } = await post(door, { card: report });
  await post('/todos', { title: 'Check the anemometer 風速計', person_id: person.id, conversation_id: id, seq: 1, show: true }, elsewhere);
  await Promise.all([who.to(`/o/${org}/im/${id}`), elsewhere.to(`/o/${org}/im/${id}`)]);
  const cardOf = (one, text) => one.page.getByRole('log').locator('section').filter({ hasText: text });
  const crane = cardOf(who, 'KT-2');
  await crane.getByText(cards('cards:leaves', { machines: 'port.example.com' }), { exact: true }).waitFor();
  assert.equal(await crane.getByRole('link', { name: 'Open log' }).getAttribute('rel'), 'noopener noreferrer nofollow');
  const todo = cardOf(who, 'anemometer');
  const words = { en: ['Done', 'Not done yet'], 'zh-HK': ['完成', '尚未完成'] }[lang];
  await todo.getByRole('button', { name: words[0], exact: true }).waitFor();
  await cardOf(elsewhere, 'anemometer').getByRole('button', { name: 'Done', exact: true }).waitFor();
  await shot(page, `cards-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  await todo.getByRole('button', { name: words[0], exact: true }).press('Enter');
  await todo.getByRole('button', { name: words[1], exact: true }).waitFor();
  await cardOf(elsewhere, 'anemometer').getByRole('button', { name: 'Not done yet', exact: true }).waitFor();
  // What a card asks: what is missing is said at its field, and an answer that does not come leaves what was filled in.
  const rule = await who.context.request.fetch(`${server.url}/api/v1/o/${org}/hooks/rules`, {
    method: 'PUT',
    data: { hosts: ['erp.invalid'] },
    headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(rule.ok(), await rule.text());
  const erp = await post(`/conversations/${id}/robots`, { name: 'ERP', signed: false, mention_all: false, callback: 'https://erp.invalid/pressed' });
  await post(erp.address.slice(erp.address.indexOf('/api')), { card: asking });
  const order = cardOf(who, 'PO-17');
  const approve = order.getByRole('button', { name: 'Approve', exact: true });
  await order.getByLabel('Note').fill('by Friday');
  await order.locator('.ant-picker').waitFor(); // until then the card grows, and a press can miss
  await approve.press('Enter');
  await order.locator('[aria-invalid="true"]').first().waitFor({ state: 'attached' }); // the field that is shown is drawn around it
  await shot(page, `cards-asks-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  for (let n = 0; n < 5 && (await order.getByText('Harbour Ropes').count()) === 0; n++) {
    await order.getByRole('combobox').press('ArrowDown');
    await page.waitForTimeout(300); // the list comes into view
    await order.getByRole('combobox').press('Enter');
    await page.waitForTimeout(300);
  }
  await approve.press('Enter');
  await order.getByRole('button', { name: cards('cards:again'), exact: true }).waitFor();
  assert.equal(await order.getByLabel('Note').inputValue(), 'by Friday');
  await shot(page, `cards-unanswered-${lang}-${theme}`);
  const [, token] = door.split('/hooks/');
  const put = await fetch(`${server.url}/api/v1/hooks/${token}/cards/${message_id}`, {
    method: 'PUT',
    body: JSON.stringify({ v: 1, blocks: [{ type: 'text', text: 'KT-2 works again' }] }),
  });
  assert.equal(put.status, 204, await put.text());
  for (const one of [who, elsewhere]) await cardOf(one, 'KT-2 works again').waitFor();
  // A press that gets no answer says so, stays, and is tried again under its own name.
  const names = [];
  await page.route('**/messages/*/card', (route) => {
    names.push(route.request().postDataJSON().client_id);
    return names.length === 1 ? route.abort() : route.continue();
  });
  await todo.getByRole('button', { name: words[1], exact: true }).press('Enter');
  await todo.getByRole('alert').waitFor();
  await shot(page, `cards-failed-${lang}-${theme}`);
  assert.deepEqual(await axeFaults(page), []);
  await todo.getByRole('button', { name: cards('cards:again'), exact: true }).press('Enter');
  await todo.getByRole('button', { name: words[0], exact: true }).waitFor();
  assert.equal(new Set(names).size, 1);
  await todo.getByRole('alert').waitFor({ state: 'detached' });
  await elsewhere.context.close();
  who.faults.splice(0, who.faults.length, ...who.faults.filter((fault) => !/ERR_FAILED|status of (409|422)/.test(fault)));
  await who.to(`/o/${org}/admin/messages`);
  const rules = page.getByRole('region', { name: later('later:robots_heading') });
  await rules.getByRole('combobox').waitFor();
  await rules.scrollIntoViewIfNeeded();
  await shot(page, `cards-rules-${lang}-${theme}`);
  return who;
};

export const cardTests = {
  'draws cards, and one person presses what another sees': carded('en', sizes.desktop, 'light'),
  'draws cards on a telephone in Chinese': carded('zh-HK', sizes.phone, 'dark'),
};
