// What messages carry, between two people in two windows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeFaults, shot, sizes, visitor } from './browser.mjs';
import { texts } from './verification.mjs';

const composer = (page) => page.locator('textarea:not([aria-hidden])').first();

async function pair(browser, server, { lang, size }) {
  const one = await visitor(browser, server.url, { lang, size });
  const other = await visitor(browser, server.url, { lang, size, nth: 1 });
  const me = await other.get('/me');
  const made = await one.context.request.post(`${server.url}/api/v1/o/${one.org}/conversations`, {
    data: { kind: 'group', title: `Files ${Date.now()}`, member_ids: [me.person.id] }, headers: { 'X-Tramway-Client': 'page', Origin: server.url },
  });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  for (const who of [one, other]) {
    await who.to(`/o/${who.org}/im/${id}`);
    await composer(who.page).waitFor();
  }
  return { one, other, id };
}

/** Pastes an image, as from a screen shot tool. */
const paste = (page) =>
  composer(page).evaluate(async (field) => {
    const canvas = document.createElement('canvas');
    canvas.width = 900;
    canvas.height = 450;
    const pen = canvas.getContext('2d');
    const shade = pen.createLinearGradient(0, 0, 900, 450);
    shade.addColorStop(0, '#0a6');
    shade.addColorStop(1, '#06a');
    pen.fillStyle = shade;
    pen.fillRect(0, 0, 900, 450);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([blob], 'harbour.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });

const drop = (page, name, content, type = 'text/plain') =>
  page.locator('main').evaluate((main, [name, bytes, type]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    for (const kind of ['dragover', 'drop']) main.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, [...Buffer.from(content)], type]);

// Two frames of a box that goes from left to right.
const moving = Buffer.from(
  'R0lGODlhEAAIAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQAMgAAACwAAAAAEAAIAID///8La08CE4xvoKuIzNyBSyYKbMDZcv15WAEAIfkEADIAAAAsAAAAABAACACA////C2tPAhOEb6GriMzcgUsmGizA2XL9eVgBADs=',
  'base64',
);

async function send(who, t) {
  await who.page.locator('progress').first().waitFor({ state: 'detached' });
  await who.page.getByRole('button', { name: t('chat:send'), exact: true }).click();
  await who.page.getByRole('list', { name: t('files:going') }).waitFor({ state: 'detached' });
}

const life = (lang, size) => async ({ browser, server }) => {
  const t = texts(lang, 'files');
  const tag = `${lang}-${size.width < 600 ? 'phone' : 'desktop'}`;
  const { one, other, id } = await pair(browser, server, { lang, size });
  const content = `合約 contract\n${'line\n'.repeat(2000)}`;

  // An image from the clipboard and a file that is dropped go with a text.
  await composer(one.page).fill('圖則 drawings');
  await paste(one.page);
  await drop(one.page, '合約.txt', content);
  await one.page.getByRole('list', { name: t('files:going') }).getByRole('listitem').nth(1).waitFor();
  await shot(one.page, `files-going-${tag}`);
  await send(one, t);
  const row = other.page.getByRole('log').getByRole('article').filter({ hasText: 'drawings' });
  const image = row.getByRole('button', { name: t('files:open_image', { name: 'harbour.png' }) });
  await image.waitFor();
  const room = await image.boundingBox();
  await other.page.waitForFunction(() => [...document.querySelectorAll('article img')].some((img) => img.naturalWidth === 640));
  assert.deepEqual((await image.boundingBox()).height, room.height, 'the image keeps the room that it was given');
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `files-seen-${tag}`);

  // The image large, and away again; the file as it was sent.
  await image.click();
  await other.page.getByRole('dialog', { name: t('files:viewer') }).getByRole('img', { name: 'harbour.png' }).waitFor();
  await shot(other.page, `files-viewer-${tag}`);
  await other.page.keyboard.press('Escape');
  await other.page.getByRole('dialog').waitFor({ state: 'detached' });
  const [taken] = await Promise.all([other.page.waitForEvent('download'), row.getByRole('link', { name: t('files:download', { name: '合約.txt' }) }).click()]);
  assert.equal(taken.suggestedFilename(), '合約.txt');
  assert.equal(readFileSync(await taken.path(), 'utf8'), content);

  // What moves stands still until somebody wants it to move.
  await composer(one.page).fill('方向 direction');
  await drop(one.page, 'tram.gif', moving, 'image/gif');
  await send(one, t);
  await other.page.getByRole('log').getByRole('button', { name: t('files:open_image', { name: 'tram.gif' }) }).click();
  const shown = other.page.getByRole('dialog').getByRole('img', { name: 'tram.gif' });
  await other.page.getByRole('button', { name: t('files:play_animation'), exact: true }).click();
  await other.page.getByRole('button', { name: t('files:stand_still'), exact: true }).waitFor();
  await other.page.waitForFunction(() => {
    const img = document.querySelector('dialog img');
    return img.complete && img.naturalWidth === 16 && img.src.endsWith('/files/0');
  });
  await other.page.getByRole('button', { name: t('files:stand_still'), exact: true }).click();
  await other.page.waitForFunction(() => document.querySelector('dialog img').src.endsWith('/view'));
  await shown.waitFor();
  await other.page.keyboard.press('Escape');
  await other.page.getByRole('dialog').waitFor({ state: 'detached' });

  // A voice message is recorded, heard before it is sent, and heard by the other.
  await one.page.getByRole('button', { name: t('files:add_voice') }).click();
  await one.page.getByText(/0:02 \/ 5:00/).waitFor();
  await one.page.getByRole('button', { name: t('files:stop') }).click();
  await one.page.getByRole('slider', { name: t('files:position') }).last().waitFor();
  await shot(one.page, `files-voice-${tag}`);
  await one.page.getByRole('button', { name: t('files:keep') }).click();
  await send(one, t);
  const play = other.page.getByRole('log').getByRole('button', { name: new RegExp(t('files:play', { time: '' })) });
  await play.focus();
  await other.page.keyboard.press('Enter');
  await other.page.waitForFunction(() => [...document.querySelectorAll('audio')].some((sound) => sound.currentTime > 0));

  // Everything again, in the pane.
  await other.to(`/o/${other.org}/im/${id}?pane=files`);
  const pane = other.page.getByRole('complementary', { name: t('files:pane') });
  await pane.getByRole('listitem').nth(2).waitFor();
  assert.deepEqual(await axeFaults(other.page), []);
  await shot(other.page, `files-pane-${tag}`);
  one.faults.push(...other.faults);
  await other.context.close();
  return one;
};

export const fileTests = {
  'files, images and voice messages go from one to the other, on a desktop': life('en', sizes.desktop),
  'files, images and voice messages go from one to the other, on a phone in Chinese': life('zh-HK', sizes.phone),
};
