// A message is put into its reader's language by a server that the organisation has agreed to.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { axeFaults, shot, sizes } from './browser.mjs';
import { composer, pair } from './groups.mjs';
import { texts } from './verification.mjs';

const words = {
  en: { said: '渡輪九時開出，請準時到碼頭。', made: 'The ferry leaves at nine. Please be at the pier on time.', code: 'en', from: 'zt', named: 'Traditional Chinese' },
  'zh-HK': { said: 'The ferry leaves at nine.', made: '渡轮九点开出。', code: 'zh', from: 'en', named: '英文' },
};

/** A server of LibreTranslate's protocol where the program looks for one; it knows no traditional characters. */
async function interpreter(base, w) {
  const heard = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const answer = (status, json) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
      if (request.url === '/languages') return answer(200, [{ code: 'en' }, { code: 'zh' }]);
      heard.push(JSON.parse(body));
      if (heard.length === 1) return answer(500, { error: 'out of memory' });
      return answer(200, { translatedText: w.made, detectedLanguage: { language: w.from, confidence: 97 } });
    });
  });
  await new Promise((ready) => server.listen(Number(new URL(base).port) + 300, '127.0.0.1', ready));
  return { heard, stop: () => server.closeAllConnections() ?? server.close() };
}

async function open(who, text, t) {
  const row = who.page.getByRole('log').getByRole('article').filter({ hasText: text }).first();
  await row.evaluate((article) => article.focus());
  await row.getByRole('toolbar').getByRole('button', { name: t('shell:more'), exact: true }).click();
  await who.page.getByRole('menuitem', { name: t('talk:copy_link'), exact: true }).waitFor();
  return row;
}

const translated = (lang, size, theme) => async ({ browser, server }) => {
  const [t, made, w] = [texts(lang, 'talk'), texts(lang, 'translation'), words[lang]];
  const { one, other, id } = await pair(browser, server, { lang, size, theme });
  const there = await interpreter(server.url, w);
  const host = `localhost:${Number(new URL(server.url).port) + 300}`;
  try {
    await composer(one.page).fill(w.said);
    await one.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
    await other.page.getByRole('log').getByText(w.said).waitFor();
    const item = other.page.getByRole('menuitem', { name: t('talk:translate'), exact: true });
    // Off at first; an administrator agrees to that server, and it is offered at once.
    await open(other, w.said, t);
    assert.equal(await item.count(), 0);
    await other.page.keyboard.press('Escape');
    await one.to(`/o/${one.org}/admin/messages`);
    const rule = one.page.getByRole('switch', { name: t('talk:translate_at').replace('{{server}}', host) });
    await rule.click();
    await rule.scrollIntoViewIfNeeded();
    await shot(one.page, `translation-rule-${lang}`);
    assert.deepEqual(await axeFaults(one.page), []);
    await one.page.locator('form').filter({ has: rule }).getByRole('button', { name: t('shell:save'), exact: true }).click();
    await one.page.getByText(t('talk:saved')).waitFor();
    await other.to(`/o/${other.org}/im/${id}`);
    const row = await open(other, w.said, t);
    await shot(other.page, `translation-menu-${lang}`);
    await item.click();
    // The server fails the first time, and is asked again.
    const part = row.getByRole('region', { name: made('translation:label') });
    await part.getByRole('button', { name: made('translation:retry'), exact: true }).waitFor();
    await shot(other.page, `translation-failed-${lang}`);
    assert.deepEqual(await axeFaults(other.page), []);
    await part.getByRole('button', { name: made('translation:retry'), exact: true }).click();
    await part.getByText(w.made, { exact: true }).waitFor();
    await part.getByText(w.named, { exact: false }).first().waitFor();
    if (lang === 'zh-HK') await part.getByText(made('translation:simplified'), { exact: false }).waitFor();
    assert.deepEqual(there.heard.map((asked) => [asked.q, asked.source, asked.target, asked.format]), Array(2).fill([w.said, 'auto', w.code, 'text']));
    await shot(other.page, `translation-${lang}`);
    assert.deepEqual(await axeFaults(other.page), []);
    // The other one sees nothing of it.
    await one.to(`/o/${one.org}/im/${id}`);
    await one.page.getByRole('log').getByText(w.said).waitFor();
    assert.equal(await one.page.getByText(w.made).count(), 0);
    await part.getByRole('button', { name: made('translation:hide'), exact: true }).click();
    await part.waitFor({ state: 'detached' });
    const rules = await one.get('/chat/rules');
    await one.context.request.put(`${server.url}/api/v1/o/${one.org}/chat/rules`, {
      data: { ...rules, translate_at: '' },
      headers: { 'X-Tramway-Client': 'page', Origin: server.url },
    });
  } finally {
    there.stop();
  }
  await other.context.close();
  return one;
};

export const translationTests = {
  'has a message translated': translated('en', sizes.desktop, 'light'),
  'has a message translated, on a telephone in Chinese': translated('zh-HK', sizes.phone, 'dark'),
};
