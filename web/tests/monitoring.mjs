// What stands before looking at employees, between an administrator and two who are asked.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';


const ask = async (who, server, method, path, data) => {
  const answer = await who.context.request.fetch(`${server.url}/api/v1/o/${who.org}${path}`, {
    method, data, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(answer.ok(), await answer.text());
  return answer.status() === 204 ? null : answer.json();
};

const gated = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'monitoring');
  const tag = `${lang}-${size.width < 600 ? 'phone' : 'desktop'}`;
  const admin = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, nth: 1, size });
  const me = (await other.get('/me')).person;
  const { id } = await ask(admin, server, 'POST', '/conversations', { kind: 'group', title: `Prices ${Date.now()}`, member_ids: [me.id] });
  const price = `HK$ ${Date.now()} a pallet`;
  await ask(other, server, 'POST', `/conversations/${id}/messages`, { client_id: `price-${Date.now()}`, text: price });
  const policy = await ask(admin, server, 'POST', '/announcements', {
    template: 'free', policy: true, must_confirm: true, audience: { everybody: true },
    content: { en: { title: 'Monitoring at work', body: 'Whom, why, how long.' }, zh: { title: '工作監察政策', body: '對象、原因、期限。' }, effective_on: '2026-01-01' },
  });
  await ask(admin, server, 'POST', `/announcements/${policy.id}/publish`, { revision: policy.revision });

  for (const who of [admin, other]) await ask(who, server, 'PUT', '/monitoring/mine/chats', { consents: false });

  // Shut, and it says what lacks; then it is put on record.
  await admin.to(`/o/${admin.org}/admin/messages/monitoring`);
  const card = admin.page.getByRole('region', { name: t('monitoring:chats'), exact: true });
  await card.getByText(t('monitoring:shut'), { exact: true }).waitFor();
  const open = card.getByRole('button', { name: t('monitoring:open', { count: 90 }), exact: true });
  assert.equal(await open.isDisabled(), true);
  await card.getByRole('button', { name: new RegExp(`^(${t('monitoring:assess')}|${t('monitoring:change')})$`) }).click();
  const dialog = admin.page.getByRole('dialog');
  const words = 'Complaints about prices are looked into, by two people, one at a time.';
  await dialog.getByLabel(t('monitoring:purpose'), { exact: true }).and(admin.page.locator(':focus')).waitFor();
  for (const name of ['purpose', 'necessity', 'alternatives', 'readers']) await dialog.getByLabel(t(`monitoring:${name}`), { exact: true }).fill(words);
  await dialog.getByLabel(t('monitoring:notice'), { exact: true }).click();
  await admin.page.locator('.ant-select-item-option').first().dispatchEvent('click');
  await dialog.getByLabel(t('monitoring:coverage'), { exact: true }).fill('1');
  await shot(admin.page, `monitoring-form-${tag}`);
  assert.deepEqual(await axeFaults(admin.page), []);
  await dialog.getByRole('button', { name: t('shell:save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  // Both are asked on their own pages, and consent.
  for (const who of [admin, other]) {
    await who.to(`/o/${who.org}/me`);
    const consent = who.page.getByRole('switch', { name: t('monitoring:consent_chats') });
    await consent.click();
    await who.page.waitForFunction(() => !document.querySelector('.ant-switch-loading'));
    assert.equal(await consent.getAttribute('aria-checked'), 'true');
  }
  await admin.to(`/o/${admin.org}/admin/messages/monitoring`);
  await open.click();
  await card.getByText(t('monitoring:close'), { exact: true }).waitFor();

  // A reading has a reason, and gives what both consent to.
  const whose = admin.page.getByLabel(t('monitoring:whose'), { exact: true });
  await whose.click();
  await whose.fill(me.name);
  await admin.page.locator('.ant-select-item-option').filter({ hasText: lang === 'en' ? me.name : me.name_zh }).first().dispatchEvent('click');
  await admin.page.getByLabel(t('monitoring:reason'), { exact: true }).fill('A customer complains about a price that was given.');
  await admin.page.getByRole('button', { name: t('monitoring:begin'), exact: true }).click();
  // It is read from its oldest message on, portion by portion; what was said last comes last.
  const rest = admin.page.getByRole('button', { name: t('shell:load_more'), exact: true });
  for (let n = 0; n < 40 && (await admin.page.getByText(price).count()) === 0; n++) {
    await rest.or(admin.page.getByText(price)).first().waitFor();
    if (await rest.count()) await rest.click({ timeout: 5000 }).catch(() => {});
  }
  await admin.page.getByText(price).waitFor();
  await shot(admin.page, `monitoring-${tag}`);
  assert.deepEqual(await axeFaults(admin.page), []);

  // They see it, take their consent back, and are out.
  await other.page.reload();
  const mine = other.page.getByRole('region', { name: t('monitoring:title'), exact: true });
  await mine.getByText('A customer complains about a price that was given.').last().waitFor();
  await mine.scrollIntoViewIfNeeded();
  await shot(other.page, `monitoring-mine-${tag}`);
  assert.deepEqual(await axeFaults(other.page), []);
  await mine.getByRole('switch').click();
  await other.page.waitForFunction(() => !document.querySelector('.ant-switch-loading'));
  await admin.page.reload();
  await admin.page.getByRole('button', { name: t('monitoring:show'), exact: true }).first().click();
  await admin.page.getByRole('region', { name: t('monitoring:readings'), exact: true }).getByRole('alert').waitFor();
  assert.equal(await admin.page.getByText(price).count(), 0);
  await ask(admin, server, 'POST', '/monitoring/gates/chats/shut', {});
  await other.context.close();
  return admin;
};

export const monitoringTests = {
  'conversations are read only behind an open gate, by those who consent': gated('en', sizes.desktop),
  'conversations are read only behind an open gate, on a phone in Chinese': gated('zh-HK', sizes.phone),
};
