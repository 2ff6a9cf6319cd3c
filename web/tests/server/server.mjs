// A small stand-in for the server, shaped by the API. It keeps everything in memory and exists only for
// the browser tests of the page.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { conversations, departments, entries, message, organisation, people, second } from './data.mjs';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.webmanifest': 'application/manifest+json',
};
const csp =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws:";
const now = () => new Date().toISOString();
const me = people[0];

const planTerms = [{ name: 'members', kind: 'count', title: 'members' }, { name: 'record_export', kind: 'switch', title: 'the record as a file' }];

export function startServer({ dist, empty = false }) {
  const sockets = new Map();
  const sessions = new Set();
  let state = empty ? 'empty' : 'ready';
  let imported = null;
  let notices = [
    { id: 'n2', kind: 'mention', title: 'LEUNG Ka Yan, Karen mentioned you', body: 'please confirm the invoice value before noon.', link: '/o/hk1/im/c1', at: now(), read: false },
    { id: 'n1', kind: 'import', title: 'Import finished', body: 'staff-2026.xlsx: 58 people added', link: '/o/hk1/contacts/import/i1', at: '2026-11-20T03:12:00Z', read: true },
  ];
  const session = () => ({
    account: { id: 'a1', login: 'peter@harbour.example', name: me.name },
    organisations: [{ ...organisation, person_id: me.id, verified: true, ending: 'none', ending_at: null }, second],
    operator: false,
    fresh_until: new Date(Date.now() + 900_000).toISOString(),
    second_factor_proved: true, bound_to: '', second_factor: { authenticator: true, passkeys: 1, recovery_codes: 9 },
  });
  const brief = (one) => {
    const last = one.log.at(-1);
    const other = one.kind === 'direct' ? one.members.find((p) => p.id !== me.id) : undefined;
    return {
      id: one.id, kind: one.kind, title: one.title, members_count: one.members.length, unread: one.unread,
      mentions: one.mentions, read_seq: one.read_seq, last_seq: one.log.length, other, others: one.members.filter((p) => p.id !== me.id).slice(0, 3),
      last: last ? { seq: last.seq, sender_id: last.sender_id, sender_name: last.sender_name, text: last.text, at: last.at } : null,
      can: one.kind === 'group' ? ['post', 'add_members', 'rename', 'leave'] : ['post'],
    };
  };
  const push = (channels, data) => {
    for (const [socket, subscribed] of sockets) {
      for (const channel of channels) {
        if (subscribed.has(channel)) socket.send(JSON.stringify({ push: { channel, pub: { data } } }));
      }
    }
  };
  const post = (one, sender, text, more = {}) => {
    const made = message(one.id, one.log.length + 1, sender, text, Date.now(), more);
    one.log.push(made);
    if (sender.id !== me.id) one.unread += 1;
    push([`c:${one.id}`, `p:${me.id}`], { t: 'message', conversation_id: one.id, message: made });
    return made;
  };
  const problem = (status, code, detail) => ({ status, body: { type: 'about:blank', title: detail, status, code, detail } });
  const ok = (body, status = 200) => ({ status, body });
  const page = (items, query, size = 50) => {
    const from = Number(query.get('cursor') || 0);
    const limit = Math.min(200, Number(query.get('limit') || size));
    return ok({ items: items.slice(from, from + limit), next: from + limit < items.length ? String(from + limit) : '' });
  };
  const find = (text, ...values) => values.some((value) => String(value ?? '').toLowerCase().includes(text.toLowerCase()));
  const dryRun = (mapping) => ({
    id: 'i1', file_name: 'staff-2026.xlsx', format: 'xlsx', state: 'ready', rows: 62,
    columns: [
      { index: 0, header: 'Name', sample: ['CHAN Siu Ming', 'LEE Wai Man', 'FUNG Yee'], field: mapping[0] ?? 'name' },
      { index: 1, header: '中文姓名', sample: ['陳小明', '李慧敏', '馮怡'], field: mapping[1] ?? 'name_zh' },
      { index: 2, header: 'E-mail', sample: ['ming@harbour.example', '', 'yee@harbour.example'], field: mapping[2] ?? 'email' },
      { index: 3, header: 'Section', sample: ['Warehouse', 'Finance', 'Design'], field: mapping[3] ?? 'department' },
      { index: 4, header: 'Remarks', sample: ['', '', 'part time'], field: mapping[4] ?? '' },
    ],
    dry_run: { create: 55, update: 3, unchanged: 2, failed: 2, departments_new: ['Design'] },
    errors: [
      { row: 14, column: 'E-mail', code: 'email_invalid', message: 'This is not an e-mail address: yan#harbour' },
      { row: 37, column: 'Name', code: 'required', message: 'A name is needed.' },
    ],
    errors_total: 2, created_at: now(), applied_at: null,
  });

  const rotations = ['2026-10-01T02:00:00Z'];
  const logKeys = () => ['2026-01-05T01:00:00Z', ...rotations].map((since, i, all) => ({
    verifier_key: `harbour.example/record+1a2b3c4${i}+AY…`, since, until: all[i + 1] ?? null, handover: all[i + 1] ? 'tramway-evidence/v1\n…' : '',
  })).reverse();

  const routes = [
    ['GET /boot', (_, r) => ok({ version: 'test', state, demo: true, languages: ['en', 'zh-HK', 'zh-CN'], setup_code_required: false, mail: true,
      session: r.signedIn ? session() : null, demo_sign_ins: [
        { login: 'peter@harbour.example', password: 'demo', name: 'CHAN Tai Man, Peter', organisation: 'Harbour Trading Limited' },
        { login: 'karen@harbour.example', password: 'demo', name: 'LEUNG Ka Yan, Karen', organisation: 'Harbour Trading Limited' },
        { login: 'jason@peak.example', password: 'demo', name: 'HO Ho Yin, Jason', organisation: 'Peak Logistics Limited' }] })],
    ['POST /setup', (_, r) => { state = 'ready'; r.open(); return ok(session(), 201); }],
    ['POST /sign-in', (_, r) => {
      if (r.body.password !== 'demo') return problem(401, 'sign_in_failed', 'The e-mail or password is not right.');
      r.open();
      return ok(session());
    }],
    ['POST /sign-in/passkey/begin', () => problem(404, 'no_passkey', 'No passkey is known here.')],
    ['POST /invitations/accept', (_, r) => { r.open(); return ok(session()); }],
    ['POST /sign-out', (_, r) => { r.close(); return ok(undefined, 204); }],
    ['POST /me/fresh', () => ok(session())],
    ['POST /me/password', () => ok(undefined, 204)],
    ['GET /me/sessions', () => ok({ items: [
      { id: 's1', created_at: '2026-11-20T01:00:00Z', last_seen_at: now(), device: 'Chrome · Windows', address: '203.0.113.24', current: true },
      { id: 's2', created_at: '2026-11-12T01:00:00Z', last_seen_at: '2026-11-21T12:40:00Z', device: 'Safari · iPhone', address: '198.51.100.7', current: false }] })],
    ['GET /me/mobile', () => ok({ mobile: '+852 •••• ••67', texts: true })],
    ['POST /recovery/state', () => ok({ step: 'asked', ready_at: null, mobile: '' })],
    ['GET /o/:o/recoveries', () => ok({ items: [] })],
    ['DELETE /me/sessions/:id', () => ok(undefined, 204)],
    ['GET /me/passkeys', () => ok({ items: [{ id: 'k1', name: 'Chrome · Windows', created_at: '2026-11-01T02:00:00Z', last_used_at: '2026-11-21T00:58:00Z' }] })],
    ['GET /o/:o/me', (p) => p.o === 'hk1' || p.o === 'hk2' ? ok({ organisation, person: me, second_factor_needed: false, can: ['chat.conversation.create', 'directory.person.read', 'record.key.rotate', 'directory.import', 'directory.person.write', 'directory.department.write', 'record.read'] }) : problem(404, 'not_found', 'Nothing here.')],
    ['GET /o/:o/departments', () => ok({ items: departments })],
    ['GET /o/:o/people', (_, r) => {
      const q = r.query.get('q') ?? '';
      const department = r.query.get('department');
      return page(people.filter((one) => find(q, one.name, one.name_zh, one.title, one.email) && (!department || one.departments.some((x) => x.id === department))), r.query);
    }],
    ['GET /o/:o/person-fields', () => ok({ items: [] })],
    ['GET /o/:o/lines', () => ok({ items: [inLine(people[0])], next: '' })],
    ['GET /o/:o/lines/:id', (p) => ok({ person: inLine(people.find((x) => x.id === p.id)), managers: p.id === people[0].id ? [] : [inLine(people[0])] })],
    ['GET /o/:o/lines/:id/reports', (p, r) => page(people.filter((one) => managerOf(one) === p.id).map(inLine), r.query)],
    ['POST /o/:o/people', (_, r) => { const made = { ...people[1], ...r.body, id: `p${people.length + 1}`, departments: [], version: 1 }; people.push(made); return ok(made, 201); }],
    ['GET /o/:o/people/imports', () => ok({ items: imported ? [imported] : [], next: '' })],
    ['POST /o/:o/people/imports', () => { imported = dryRun({}); return ok(imported, 201); }],
    ['GET /o/:o/people/imports/:id', () => imported ? ok(imported) : problem(404, 'not_found', 'Nothing here.')],
    ['PUT /o/:o/people/imports/:id/mapping', (_, r) => { imported = dryRun(r.body.mapping); return ok(imported); }],
    ['POST /o/:o/people/imports/:id/apply', () => { imported = { ...imported, state: 'applied', applied_at: now() }; return ok(imported); }],
    ['POST /o/:o/people/imports/:id/undo', () => { imported = { ...imported, state: 'undone' }; return ok(imported); }],
    ['GET /o/:o/people/:id', (p) => { const one = people.find((x) => x.id === p.id); return one ? ok(one) : problem(404, 'not_found', 'Nothing here.'); }],
    ['PATCH /o/:o/people/:id', (p, r) => { const one = people.find((x) => x.id === p.id); Object.assign(one, { title: r.body.title, version: one.version + 1 }); return ok(one); }],
    ['POST /o/:o/people/:id/invitation', () => ok({ token: 'abc', link: '/invitation/abc', expires_at: '2026-11-29T06:00:00Z' })],
    ['GET /o/:o/conversations', () => ok({ items: conversations.toSorted((a, b) => (b.log.at(-1)?.at ?? '').localeCompare(a.log.at(-1)?.at ?? '')).map(brief), next: '' })],
    ['POST /o/:o/conversations', (_, r) => {
      const members = [me, ...people.filter((one) => r.body.member_ids.includes(one.id))];
      const made = { id: `c${conversations.length + 1}`, kind: r.body.kind, title: r.body.title ?? '', members, log: [], unread: 0, mentions: 0, read_seq: 0 };
      conversations.push(made);
      return ok(brief(made), 201);
    }],
    ['GET /o/:o/conversations/:id', (_, r) => r.one ? ok(brief(r.one)) : problem(404, 'not_found', 'Nothing here.')],
    ['GET /o/:o/conversations/:id/members', (_, r) => ok({ items: r.one.members.map((x, i) => ({ id: x.id, name: x.name, name_zh: x.name_zh, title: x.title, role: i === 0 ? 'owner' : 'member' })), next: '' })],
    ['GET /o/:o/conversations/:id/messages', (_, r) => {
      if (!r.one) return problem(404, 'not_found', 'Nothing here.');
      const limit = Number(r.query.get('limit') || 50);
      const { log } = r.one;
      const items = r.query.has('after') ? log.slice(Number(r.query.get('after')), Number(r.query.get('after')) + limit)
        : log.slice(0, r.query.has('before') ? Number(r.query.get('before')) - 1 : log.length).slice(-limit);
      return ok({ items, first_seq: items[0]?.seq ?? 0, last_seq: items.at(-1)?.seq ?? 0, rev: 0, changed: [] });
    }],
    ['POST /o/:o/conversations/:id/messages', (_, r) => {
      const known = r.one.log.find((x) => x.client_id === r.body.client_id);
      if (known) return ok(known);
      const mentions = r.body.mentions.map((id) => ({ person_id: id, name: people.find((x) => x.id === id)?.name ?? id }));
      return ok(post(r.one, me, r.body.text, { client_id: r.body.client_id, mentions }), 201);
    }],
    ['POST /o/:o/conversations/:id/read', (_, r) => { Object.assign(r.one, { unread: 0, mentions: 0, read_seq: r.body.seq }); return ok(undefined, 204); }],
    ['GET /o/:o/unread', () => ok({ total: conversations.reduce((n, x) => n + x.unread, 0), mentions: conversations.reduce((n, x) => n + x.mentions, 0) })],
    ['GET /o/:o/work', () => ok({ items: [
      { ref: 'import:i1', title: 'Finish the import of staff-2026.xlsx', detail: '2 rows have errors', due_at: null, link: '/o/hk1/contacts/import', kind: 'import' },
      { ref: 'message:9', title: 'Confirm the invoice value', detail: 'LEUNG Ka Yan, Karen in Shipping, Australia 澳洲出貨', due_at: '2026-11-20T04:00:00Z', link: '/o/hk1/im/c1', kind: 'mention' }] })],
    ['GET /o/:o/data/copies', () => ok({ items: [], next: '' })],
    ['GET /o/:o/chat/rules', () => ok({ edit_minutes: 1440, recall_minutes: 1440, receipts: false })],
    ['GET /o/:o/conversations/:id/held', () => ok({ items: [] })],
    ['GET /o/:o/ding-open', () => ok({ items: [], count: 0 })],
    ['GET /o/:o/notifications', () => ok({ items: notices, next: '' })],
    ['POST /o/:o/notifications/read', () => { notices = notices.map((x) => ({ ...x, read: true })); return ok(undefined, 204); }],
    ['GET /o/:o/search', (_, r) => {
      const q = r.query.get('q') ?? '';
      const item = (ref, title, subtitle, link) => ({ ref, title, subtitle, link });
      return ok({ groups: [
        { kind: 'people', items: people.filter((x) => find(q, x.name, x.name_zh)).slice(0, 5).map((x) => item(`person:${x.id}`, `${x.name} ${x.name_zh}`, x.title, `/o/hk1/contacts?person=${x.id}`)) },
        { kind: 'conversations', items: conversations.filter((x) => find(q, x.title) && x.title).slice(0, 5).map((x) => item(`conversation:${x.id}`, x.title, '', `/o/hk1/im/${x.id}`)) },
        { kind: 'departments', items: departments.filter((x) => find(q, x.name, x.name_zh)).slice(0, 5).map((x) => item(`department:${x.id}`, x.name, x.name_zh, `/o/hk1/contacts?department=${x.id}`)) }] });
    }],
    ['GET /o/:o/search/messages', (_, r) => {
      const q = r.query.get('q') ?? '';
      const hits = q === 'zzzz' ? [] : conversations.flatMap((one) => one.log.filter((x) => x.kind === 'text' && x.text.includes(q)).map((x) => ({ conversation_id: one.id, conversation: one.title, seq: x.seq, sender_id: x.sender_id, sender_name: x.sender_name, sender_name_zh: x.sender_name_zh, sender_picture: '', at: x.at, text: x.text, marks: q ? [{ from: [...x.text.slice(0, x.text.indexOf(q))].length, to: [...x.text.slice(0, x.text.indexOf(q))].length + [...q].length }] : [], cut: false, more: false })));
      return ok({ items: hits.reverse().slice(0, Number(r.query.get('limit') ?? 20)), next: '' });
    }],
    ['GET /o/:o/record/actions', () => ok({ items: [...new Map(entries.map((one) => [one.action, one.summary || one.action]))].map(([action, title]) => ({ action, title })) })],
    ['GET /o/:o/plan', () => ok({ name: 'free', lines: [{ ...planTerms[0], included: true, limit: 100, used: 100, full: true }, { ...planTerms[1], included: false, limit: null, used: null, full: false }] })],
    ['GET /operator/plans', () => ok({ terms: planTerms, items: [{ name: 'free', limits: { members: 100 }, off: ['record_export'], preset: true, changed: true, organisations: 1 }, { name: 'enterprise', limits: {}, off: [], preset: true, changed: false, organisations: 0 }] })],
    ['GET /operator/organisations', () => ok({ items: [{ id: 'o1', name: 'Harbour Lights Trading Limited', name_zh: '海港之光貿易有限公司', plan: 'free', members: 61 }] })],
    ['GET /o/:o/record/keys', () => ok({ items: logKeys() })],
    ['POST /o/:o/record/keys', () => {
      rotations.push('2026-11-22T06:50:00Z');
      return ok({ items: logKeys() });
    }],
    ['GET /o/:o/record/state', () => ok({ size: entries.length, root: '9f2c4e81'.repeat(8), checkpoint: 'harbour.example/record\n120\nnyxOkL…=\n\n— harbour.example/record Az3grl…', checkpoint_at: '2026-11-22T06:40:01Z', verifier_key: logKeys()[0].verifier_key, key_since: logKeys()[0].since, earlier_keys: logKeys().length - 1, verified: 'whole', checked_at: '2026-11-22T06:45:00Z' })],
    ['GET /o/:o/record/entries', (_, r) => {
      const get = (name) => r.query.get(name) ?? '';
      return page(entries.filter((x) => find(get('action'), x.action) && find(get('object'), x.object) && (!get('actor') || x.actor_id === get('actor')) && (!get('from') || x.at >= get('from')) && (!get('to') || x.at < get('to'))), r.query);
    }],
    ['GET /o/:o/record/entries/:id', (p) => { const one = entries.find((x) => x.id === p.id); return one ? ok(one) : problem(404, 'not_found', 'Nothing here.'); }],
    ['POST /o/:o/record/verify', (_, r) => ok(r.body.bundle.includes('good') ? { ok: true, failed_step: '', entry: entries[1] } : { ok: false, failed_step: 'inclusion proof', entry: null })],
    // For the tests only: somebody else writes, the live connection breaks.
    ['POST /test/post', (_, r) => ok(post(conversations.find((x) => x.id === r.body.conversation), people[1], r.body.text))],
    ['POST /test/drop', () => { for (const socket of sockets.keys()) socket.terminate(); return ok(undefined, 204); }],
  ].map(([head, run]) => {
    const [method, path] = head.split(' ');
    return { method, run, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) };
  });

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://test');
    if (!url.pathname.startsWith('/api/v1')) return sendFile(dist, url.pathname, response);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const path = url.pathname.slice('/api/v1'.length);
    const cookie = /tramway_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const signedIn = sessions.has(cookie);
    const headers = { 'Content-Type': 'application/json' };
    const open = () => {
      const id = crypto.randomUUID().replaceAll('-', '');
      sessions.add(id);
      headers['Set-Cookie'] = `tramway_session=${id}; Path=/; HttpOnly; SameSite=Lax`;
    };
    let answer = problem(404, 'not_found', 'Nothing here.');
    const route = routes.find((one) => one.method === request.method && one.pattern.test(path));
    if (path.startsWith('/o/') && !signedIn) answer = problem(401, 'signed_out', 'Sign in first.');
    else if (route) {
      const params = route.pattern.exec(path).groups ?? {};
      const body = raw && request.headers['content-type']?.includes('json') ? JSON.parse(raw) : {};
      answer = route.run(params, {
        body, query: url.searchParams, signedIn, open, close: () => sessions.delete(cookie),
        one: conversations.find((x) => x.id === params.id),
      });
    }
    if (answer.status >= 400) headers['Content-Type'] = 'application/problem+json';
    response.writeHead(answer.status, headers).end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });

  const live = new WebSocketServer({ server, path: '/live' });
  live.on('connection', (socket) => {
    sockets.set(socket, new Set([`p:${me.id}`]));
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => {
      for (const line of String(data).split('\n').filter(Boolean)) {
        const { id, connect, subscribe, unsubscribe } = JSON.parse(line);
        const reply = (body) => socket.send(JSON.stringify({ id, ...body }));
        if (connect) reply({ connect: { client: 'x', version: 'test', subs: { [`p:${me.id}`]: {} } } });
        if (subscribe) { sockets.get(socket).add(subscribe.channel); reply({ subscribe: {} }); }
        if (unsubscribe) { sockets.get(socket).delete(unsubscribe.channel); reply({ unsubscribe: {} }); }
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const stop = () => { for (const socket of sockets.keys()) socket.terminate(); server.close(); server.closeAllConnections(); };
      resolve({ url: `http://localhost:${server.address().port}`, stop });
    });
  });
}

// The next three report to the first, all others to the second.
const managerOf = (one) => (one === people[0] ? '' : people.indexOf(one) < 4 ? people[0].id : people[1].id);
const inLine = ({ id, name, name_zh, title, picture }) => ({
  id, name, name_zh, title, picture: picture ?? '', reports: people.filter((one) => managerOf(one) === id).length,
});

function sendFile(dist, path, response) {
  const file = join(dist, normalize(path));
  const found = path !== '/' && existsSync(file) ? file : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': csp });
  createReadStream(found).pipe(response);
}
