// An invented trading company of sixty people, the same at every start.

const surnames = [
  ['CHAN', '陳'], ['LEUNG', '梁'], ['WONG', '黃'], ['LAM', '林'], ['CHEUNG', '張'], ['HO', '何'],
  ['NG', '吳'], ['LAU', '劉'], ['YIP', '葉'], ['KWOK', '郭'], ['TSANG', '曾'], ['MAK', '麥'],
];
const given = [
  ['Tai Man', '大文', 'Peter'], ['Ka Yan', '嘉欣', 'Karen'], ['Wing Sze', '詠詩', 'Winnie'], ['Chi Keung', '志強', 'Raymond'],
  ['Mei Ling', '美玲', ''], ['Ho Yin', '浩然', 'Jason'], ['Sze Wing', '思穎', ''], ['Kwok Wai', '國偉', 'Alan'],
  ['Pui Shan', '佩珊', 'Susan'], ['Tsz Ching', '子晴', ''],
];

export const organisation = {
  id: 'hk1', name: 'Harbour Trading Limited', name_zh: '海港貿易有限公司', region: 'hk', time_zone: 'Asia/Hong_Kong',
};
export const second = { id: 'hk2', name: 'Peak Logistics Limited', name_zh: '山頂物流有限公司', region: 'hk', person_id: 'q1', verified: false, ending: 'none', ending_at: null };

const d = (id, name, name_zh, parent_id, sort) => ({ id, name, name_zh, parent_id, sort, people: 0 });
export const departments = [
  d('d1', 'Head office', '總公司', null, 1),
  d('d2', 'Finance', '財務部', 'd1', 1),
  d('d3', 'Human resources and administration', '人力資源及行政部', 'd1', 2),
  d('d4', 'Sales', '營業部', null, 2),
  d('d5', 'Export sales', '出口營業組', 'd4', 1),
  d('d6', 'Local sales', '本地營業組', 'd4', 2),
  d('d7', 'Warehouse, Kwun Tong', '觀塘倉庫', null, 3),
  d('d8', 'Information technology', '資訊科技部', 'd1', 3),
];
const titles = ['Manager', 'Senior officer', 'Officer', 'Assistant', 'Merchandiser', 'Storekeeper'];

export const people = Array.from({ length: 60 }, (_, i) => {
  const [sn, snZh] = surnames[i % surnames.length];
  const [gn, gnZh, en] = given[(i * 7 + Math.floor(i / 12)) % given.length];
  const department = departments[i % departments.length];
  department.people += 1;
  return {
    id: `p${i + 1}`, name: `${sn} ${gn}${en ? `, ${en}` : ''}`, name_zh: snZh + gnZh, given_name_en: en,
    title: titles[i % titles.length], email: `${gn.split(' ')[0].toLowerCase()}.${sn.toLowerCase()}${i + 1}@harbour.example`,
    phone: `+8529${String(1230000 + i * 4567).padStart(7, '0')}`, staff_no: `H${String(1001 + i)}`,
    departments: [{ id: department.id, name: department.name, name_zh: department.name_zh }],
    manager_id: i === 0 ? '' : 'p1', status: 'active', has_account: i % 19 !== 18,
    is_admin: i === 0, version: 1, can: ['edit', 'message', ...(i % 19 === 18 ? ['invite'] : [])],
  };
});

const lines = [
  'Morning all. The container from Yantian is booked for Thursday 14:00.',
  '收到，我會通知觀塘倉庫預留第 3 號月台。',
  'Do we have the packing list? Customs asked for it again: https://customs.example/declaration/8841',
  '有，已放在共用資料夾，檔名是 PL-2026-1120。',
  'Thanks. @CHAN Tai Man, Peter please confirm the invoice value before noon.',
  'HK$ 248,600.00 FOB. I will send the signed copy after lunch.',
  '倉庫同事問：託盤要不要先做煙燻處理？',
  'Yes, ISPM 15 stamp is needed for Australia.\nBoth sides of the pallet, please.',
  'OK',
  '明天公眾假期，貨車司機會改為星期五早上。大家記得更新出貨表，如果有問題請盡快通知我，謝謝。',
];

const base = Date.parse('2026-11-19T01:05:00Z');
let nextId = 1;
export function message(conversation, seq, sender, text, at, more = {}) {
  return {
    conversation_id: conversation, seq, id: `m${nextId++}`, client_id: crypto.randomUUID(), sender_id: sender.id,
    sender_name: sender.name, sender_name_zh: sender.name_zh, text, mentions: [], kind: 'text',
    at: new Date(at).toISOString(), state: 'released', ...more,
  };
}

const log = (id, members, count) =>
  Array.from({ length: count }, (_, i) => {
    const text = lines[i % lines.length];
    const mentions = text.includes('@CHAN') ? [{ person_id: 'p1', name: 'CHAN Tai Man, Peter' }] : [];
    const sender = members[Math.floor(i / 2) % members.length];
    return message(id, i + 1, sender, text, base + i * 37 * 60_000, { mentions });
  });

const c = (id, kind, title, members, count, unread = 0, mentions = 0) => ({
  id, kind, title, members: members.map((n) => people[n]), log: log(id, members.map((n) => people[n]), count),
  unread, mentions, read_seq: count - unread,
});
export const conversations = [
  c('c1', 'group', 'Shipping, Australia 澳洲出貨', [0, 1, 2, 3, 6, 14], 130, 4, 1),
  c('c2', 'direct', '', [0, 1], 24),
  c('c3', 'group', 'All staff 全體同事', [...people.keys()], 12, 2),
  c('c4', 'direct', '', [0, 8], 3),
  c('c5', 'group', '財務部月結', [0, 9, 17, 25], 9),
  c('c6', 'direct', '', [0, 21], 1, 1),
];

const acts = [
  ['person.changed', 'Changed the job title of LEUNG Ka Yan, Karen', 'person:p2', 'LEUNG Ka Yan, Karen',
    { title: 'Officer', departments: ['Finance'] }, { title: 'Senior officer', departments: ['Finance'] }],
  ['session.opened', 'Signed in', 'account:a1', 'peter@harbour.example', null, { device: 'Chrome · Windows' }],
  ['conversation.created', 'Created the group 財務部月結', 'conversation:c5', '財務部月結', null, { title: '財務部月結', members: 4 }],
  ['people.imported', 'Imported 58 people from staff-2026.xlsx', 'import:i1', 'staff-2026.xlsx', null, { create: 58, update: 0 }],
  ['department.created', 'Created the department Warehouse, Kwun Tong', 'department:d7', 'Warehouse, Kwun Tong', null, { name: 'Warehouse, Kwun Tong' }],
];
export const entries = Array.from({ length: 120 }, (_, i) => {
  const [action, summary, object, object_title, before, after] = acts[i % acts.length];
  const actor = people[i % 3];
  return {
    id: `e${120 - i}`, index: 119 - i, at: new Date(Date.parse('2026-11-22T06:40:00Z') - i * 47 * 60_000).toISOString(),
    actor_id: actor.id, actor_name: actor.name, action, object, object_title, summary, device: 'Chrome · Windows',
    address: '203.0.113.24', request: `req-${8800 + i}`, before, after, integrated: i > 0, erased: i === 7,
  };
});
