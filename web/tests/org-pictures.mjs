// How an organisation shows itself, and one that shows itself as another.
import assert from 'node:assert/strict';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { found, letters, operator, texts } from './verification.mjs';

const clean = async (page, label) => assert.deepEqual(await axeFaults(page), [], label);
/** That a picture is not only there but drawn. */
const drawn = async (image) => {
  await image.waitFor();
  assert.ok((await image.evaluate((img) => img.decode().then(() => img.naturalWidth))) > 0, 'the picture is drawn');
};

/** A mark of a company, made in the page; a shade more or less is no other. */
const logo = async (page, shade) => {
  const data = await page.evaluate((light) => {
    const canvas = document.createElement('canvas');
    canvas.width = 400;
    canvas.height = 400;
    const pen = canvas.getContext('2d');
    pen.fillStyle = `rgb(${230 + light} 240 236)`;
    pen.fillRect(0, 0, 400, 400);
    pen.fillStyle = '#0b6e5f';
    pen.beginPath();
    pen.moveTo(60, 330);
    pen.lineTo(190, 70);
    pen.lineTo(250, 210);
    pen.lineTo(300, 150);
    pen.lineTo(350, 330);
    pen.fill();
    pen.fillStyle = '#e2a33b';
    pen.beginPath();
    pen.arc(310, 90, 42, 0, 7);
    pen.fill();
    return canvas.toDataURL('image/png').split(',')[1];
  }, shade);
  return { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(data, 'base64') };
};

const chooser = (page, t, name) => page.getByRole('button', { name: t('common:picture_of', { name }), exact: true });

async function giveLogo(who, t, name, shade) {
  const { page } = who;
  await chooser(page, t, name).click();
  await page.getByRole('menuitem', { name: t('common:picture_choose'), exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('input[type=file][accept*="image/webp"]').setInputFiles(await logo(page, shade));
  await drawn(chooser(page, t, name).locator('img'));
}

const story = (lang, size, nth) => async ({ browser, server }) => {
  const t = texts(lang);
  const boss = await operator(browser, server, lang, nth);
  const who = await visitor(browser, server.url, { lang, size });
  const { page } = who;
  const name = `${letters()} Limited`;
  const org = await found(who, t, { name });
  await giveLogo(who, t, name, 0);
  await drawn(page.locator('header img'));
  await clean(page, 'with a picture');
  await shot(page, `org-picture-${lang}`);
  const asked = await who.context.request.post(`${server.url}/api/v1/o/${org}/join-links`, {
    data: { approval: true, days: 7, label: 'Door' },
    headers: { Origin: server.url },
  });
  assert.ok(asked.ok(), await asked.text());
  const door = new URL((await asked.json()).link).pathname;
  const stranger = await visitor(browser, server.url, { lang, size, signIn: false });
  await stranger.to(door);
  await drawn(stranger.page.locator('main img'));
  await clean(stranger.page, 'door');
  await shot(stranger.page, `org-picture-door-${lang}`);
  await who.to(`/o/${org}/me`);
  await drawn(page.locator('main li img').first());
  await page.locator('main li img').first().scrollIntoViewIfNeeded();
  await shot(page, `org-picture-me-${lang}`);
  if (size === sizes.desktop) {
    await page.getByRole('button', { name: t('shell:my_menu', { name: '' }).trim().split(' ')[0] }).last().click();
    await drawn(page.getByRole('menu').locator('img').first());
    await shot(page, `org-picture-menu-${lang}`);
  }

  // A near name is let through; with the same picture somebody has to look again.
  const near = name.replace(' Limited', ' (Kowloon) Limited');
  const other = await found(who, t, { name: near });
  const look = async (kind, answer) => {
    await boss.to('/operator');
    await boss.page.getByRole('link').filter({ hasText: near }).filter({ hasText: t(`verification:kind_${kind}`) }).click();
    await boss.page.getByText(t(`verification:ask_${kind}`)).waitFor();
    if (kind === 'picture') {
      await drawn(boss.page.locator('section li img').first());
      await drawn(boss.page.locator('section li img').nth(1));
      await clean(boss.page, 'case');
      await shot(boss.page, `org-picture-case-${lang}`);
    }
    await boss.page.getByRole('button', { name: t(answer), exact: true }).click();
    await boss.page.getByRole('dialog').getByRole('button', { name: t(answer), exact: true }).click();
    await boss.page.getByText(t('verification:decided'), { exact: true }).waitFor();
  };
  await look('likeness', 'verification:likeness_yes');
  await who.to(`/o/${other}/admin/verification`);
  await giveLogo(who, t, near, 6);
  assert.ok(!(await page.locator('main').innerText()).includes(name), 'whoever uploads is told of nobody');
  await look('picture', 'verification:likeness_no');
  await page.reload();
  await page.getByText(t('verification:standing_limited')).waitFor();

  // Who was limited wrongly says so, and is free again.
  await page.getByRole('button', { name: t('verification:standing_appeal'), exact: true }).click();
  await page.getByLabel(t('verification:standing_appeal_reason')).fill('Both companies are ours. 兩間公司都是我們的。');
  await page.getByRole('dialog').getByRole('button', { name: t('verification:send'), exact: true }).click();
  await page.getByText(t('verification:standing_appeal_done'), { exact: true }).waitFor();
  await look('standing_appeal', 'verification:standing_appeal_yes');
  await page.reload();
  await page.getByText(t('verification:standing_free')).waitFor();

  // Taken away again.
  await chooser(page, t, near).click();
  await page.getByRole('menuitem', { name: t('common:picture_remove'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('common:picture_remove'), exact: true }).click();
  await chooser(page, t, near).locator('img').waitFor({ state: 'detached' });
  who.faults.push(...boss.faults, ...stranger.faults);
  await boss.context.close();
  await stranger.context.close();
  return who;
};

export const orgPictureTests = {
  'shows an organisation by its picture, and asks about one that looks like it': story('en', sizes.desktop, 11),
  'shows an organisation by its picture on a phone, in Chinese': story('zh-HK', sizes.phone, 12),
};
