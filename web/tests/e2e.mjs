// What people do, as they do it: stories in the browser, half of them at each of two programs at once.
import { announceTests } from './announce.mjs';
import { openBrowser, servers, shot } from './browser.mjs';
import { callbackTests } from './callbacks.mjs';
import { cardTests } from './cards.mjs';
import { chatTests } from './chat.mjs';
import { composerTests } from './composer.mjs';
import { dailyTests } from './daily.mjs';
import { dingTests } from './ding.mjs';
import { dissolutionTests } from './dissolution.mjs';
import { endlessTests } from './endless.mjs';
import { factorTests } from './factors.mjs';
import { fileTests } from './files.mjs';
import { folderTests } from './folders.mjs';
import { frameworkTests } from './frameworks.mjs';
import { gateTests } from './gates.mjs';
import { groupTests } from './groups.mjs';
import { guestTests } from './guests.mjs';
import { importTests } from './imports.mjs';
import { invitedPasskeyTests } from './invited-passkey.mjs';
import { joiningTests } from './joining.mjs';
import { keyTests } from './keys.mjs';
import { laterTests } from './later.mjs';
import { leavingTests } from './leaving.mjs';
import { levelTests } from './levels.mjs';
import { limitedTests } from './limited.mjs';
import { liveTests } from './live.mjs';
import { monitoringTests } from './monitoring.mjs';
import { mostTests } from './most.mjs';
import { offlineTests } from './offline.mjs';
import { oldMessageTests } from './oldmessages.mjs';
import { orgPictureTests } from './org-pictures.mjs';
import { overviewTests } from './overview.mjs';
import { peopleTests } from './people.mjs';
import { presenceTests } from './presence.mjs';
import { recordTests } from './record.mjs';
import { recoveryTests } from './recovery.mjs';
import { rightsTests } from './rights.mjs';
import { robotTests } from './robots.mjs';
import { samlTests } from './saml.mjs';
import { savedSearchTests } from './saved-searches.mjs';
import { searchTests } from './search.mjs';
import { ssoTests } from './sso.mjs';
import { ssoOnlyTests } from './sso-only.mjs';
import { threadTests } from './threads.mjs';
import { translationTests } from './translation.mjs';
import { twiceTests } from './twice.mjs';
import { verificationTests } from './verification.mjs';
import { welcomeTests } from './welcome.mjs';

// The stories of the organisation, and those of messages: what a story leaves behind is met by those after it.
const halves = [
  {
    ...factorTests,
    ...peopleTests,
    ...importTests,
    ...recordTests,
    ...rightsTests,
    ...frameworkTests,
    ...recoveryTests,
    ...gateTests,
    ...invitedPasskeyTests,
    ...joiningTests,
    ...mostTests,
    ...overviewTests,
    ...monitoringTests,
    ...oldMessageTests,
    ...ssoTests,
    ...samlTests,
    ...ssoOnlyTests,
    ...orgPictureTests,
    ...verificationTests,
    ...dissolutionTests,
    ...welcomeTests,
  },
  {
    ...dailyTests,
    ...liveTests,
    ...announceTests,
    ...callbackTests,
    ...cardTests,
    ...chatTests,
    ...composerTests,
    ...dingTests,
    ...endlessTests,
    ...fileTests,
    ...folderTests,
    ...groupTests,
    ...keyTests,
    ...laterTests,
    ...leavingTests,
    ...levelTests,
    ...limitedTests,
    ...presenceTests,
    ...offlineTests,
    ...guestTests,
    ...robotTests,
    ...savedSearchTests,
    ...searchTests,
    ...translationTests,
    ...twiceTests,
    ...threadTests,
  },
];

async function tell(browser, server, [name, body]) {
  const started = Date.now();
  try {
    const who = await body({ browser, server });
    await who.context.close();
    console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return who.faults.map((fault) => `${name}: ${fault}`);
  } catch (error) {
    for (const context of browser.contexts()) {
      for (const line of context.refused ?? []) console.log(`  refused: ${line}`);
      const [page] = context.pages();
      if (page) await shot(page, `failed-${name.slice(0, 20).replaceAll(' ', '-')}`);
      await context.close();
    }
    return [`${name}: ${error.message}`];
  }
}

/** What went wrong in which story. */
async function tellAll(server, stories) {
  const browser = await openBrowser();
  const failures = [];
  for (const story of stories) {
    const faults = await tell(browser, server, story);
    if (faults.length > 0) failures.push({ server, story, faults });
  }
  await browser.close();
  return failures;
}

/**
 * A story that failed while two are told at once is told again alone. One that is broken fails again; one that
 * passes is named, for it waits for something in the wrong way.
 */
async function tellAgain(failed) {
  const failures = [];
  for (const { server, story, faults } of failed) {
    console.log(`again, alone: ${faults.join('; ')}`);
    const still = await tellAll(server, [story]);
    if (still.length === 0) console.log(`unsteady: ${story[0]}`);
    failures.push(...still.flatMap((one) => one.faults));
  }
  return failures;
}

export async function run() {
  const wanted = halves.map((half) => Object.entries(half).filter(([name]) => name.includes(process.env.ONLY ?? '')));
  const told = wanted.map((stories, n) => () => tellAll(servers[n] ?? servers[0], stories));
  if (servers.length > 1) return tellAgain((await Promise.all(told.map((start) => start()))).flat());
  return [...(await told[0]()), ...(await told[1]())].flatMap((one) => one.faults);
}
