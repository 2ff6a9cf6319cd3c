// node tests/run.mjs e2e|axe|screens
const name = process.argv[2];
const { run } = await import(`./${name}.mjs`);
const started = Date.now();
const failures = await run();
for (const failure of failures) console.error(`✗ ${failure}`);
console.log(`${name}: ${failures.length === 0 ? 'ok' : `${failures.length} failed`} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(failures.length === 0 ? 0 : 1);
