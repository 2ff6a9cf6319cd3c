// A robot's program is told what people press on its cards, and what it answers is there for everybody.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { shot, sizes, visitor } from './browser.mjs';


const words = {
  en: { title: 'Berth KT-2 at 14:00', note: 'Note', book: 'Book', taken: 'Booked by', only: 'Your pilot comes at 13:30', no: 'The berth is closed on Sundays' },
  'zh-HK': { title: '14:00 泊位 KT-2', note: '備註', book: '預訂', taken: '已預訂：', only: '領港員 13:30 到', no: '泊位星期日不開放' },
};

/** What runs at the robot's address: it answers presses as it is told, and keeps them. */
async function program() {
  const heard = [];
  let answer = {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const event = JSON.parse(body);
      heard.push({ event, body, headers: request.headers });
      response.end(JSON.stringify(typeof answer === 'function' ? answer(event) : answer));
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    heard,
    address: `http://localhost:${server.address().port}/pressed`,
    answers: (next) => {
      answer = next;
    },
    stop: () => server.close(),
  };
}

const card = (w) => ({
  v: 1,
  blocks: [
    { type: 'header', text: w.title },
    { type: 'input', id: 'note', label: w.note, max: 40 },
    { type: 'actions', buttons: [{ id: 'book', text: w.book, style: 'primary' }] },
  ],
});

const answered = (lang, size, theme) => async ({ browser, server }) => {
  const w = words[lang];
  const who = await visitor(browser, server.url, { lang, size, theme });
  const other = await visitor(browser, server.url, { lang, size: sizes.desktop, nth: 1 });
  const erp = await program();
  try {
    const ask = async (method, path, data) => {
      const answer = await who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
        method,
        data,
        headers: { 'X-Tramway-Client': 'page', Origin: server.url },
      });
      assert.ok(answer.ok(), `${method} ${path}: ${await answer.text()}`);
      return answer.json();
    };
    const { person } = await who.get('/me');
    const { person: second } = await other.get('/me');
    await ask('PUT', '/hooks/rules', { hosts: ['localhost'] });
    const { id } = await ask('POST', '/conversations', { kind: 'group', title: `Berths ${lang} ${Date.now()}`, member_ids: [second.id] });
    const robot = await ask('POST', `/conversations/${id}/robots`, { name: 'Berths', signed: true, mention_all: false, callback: erp.address });
    const signed = (at, body) => createHmac('sha256', robot.secret).update(`${at}\n${body}`).digest('hex');
    const body = JSON.stringify({ card: card(w) });
    const at = String(Math.floor(Date.now() / 1000));
    const posted = await fetch(server.url + robot.address.slice(robot.address.indexOf('/api')), {
      method: 'POST',
      body,
      headers: { 'X-Tramway-Timestamp': at, 'X-Tramway-Signature': signed(at, body) },
    });
    assert.equal(posted.status, 200, await posted.text());
    await Promise.all([who.to(`/o/${who.org}/im/${id}`), other.to(`/o/${who.org}/im/${id}`)]);
    const cardOf = (one) => one.page.getByRole('log').locator('section').filter({ hasText: w.title });
    // It says no: its reason is read, the card is as it was, and what was filled in stays.
    erp.answers({ refuse: w.no });
    await cardOf(who).getByLabel(w.note).fill('MV Lantau');
    await cardOf(who).getByRole('button', { name: w.book, exact: true }).press('Enter');
    await cardOf(who).getByText(w.no).waitFor();
    assert.equal(await cardOf(who).getByLabel(w.note).inputValue(), 'MV Lantau');
    // It takes it: another card stands in its place for both, and one line for whoever pressed.
    erp.answers((event) => ({
      card: { v: 1, blocks: [{ type: 'header', text: w.title }, { type: 'text', text: `${w.taken} ${event.person.name}, ${event.values.note}` }] },
      say: w.only,
    }));
    await cardOf(who).getByRole('button', { name: w.book, exact: true }).press('Enter');
    for (const one of [who, other]) await cardOf(one).getByText(`${w.taken} ${person.name}, MV Lantau`).waitFor();
    await who.page.getByText(w.only).waitFor();
    assert.equal(await other.page.getByText(w.only).count(), 0);
    assert.equal(await cardOf(other).getByRole('button', { name: w.book }).count(), 0);
    await shot(who.page, `callbacks-${lang}-${theme}`);
    // Each was signed with the robot's secret, under a name of its own.
    const names = new Set(erp.heard.map((one) => one.headers['idempotency-key']));
    assert.equal(erp.heard.length, 2);
    assert.equal(names.size, 2);
    for (const one of erp.heard) {
      assert.equal(one.headers['x-tramway-signature'], signed(one.headers['x-tramway-timestamp'], one.body));
      assert.deepEqual([one.event.action, one.event.person.id, one.event.values.note], ['book', person.id, 'MV Lantau']);
    }
    await ask('PUT', '/hooks/rules', { hosts: [] });
  } finally {
    erp.stop();
    await other.context.close();
  }
  return who;
};

export const callbackTests = {
  'a card’s program answers a press for everybody': answered('en', sizes.desktop, 'light'),
  'a card’s program answers a press, on a phone in Chinese': answered('zh-HK', sizes.phone, 'dark'),
};
