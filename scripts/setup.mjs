// Installs what is missing before `npm start` and `npm test`. Runs on the Node of the machine, so it is plain JavaScript; all else runs on the Node that it installs.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const LEAST_NODE = 20;
const HEARTBEAT = 1_000;
const SILENCE = 6_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const lockfile = `${root}pnpm-lock.yaml`;
const modules = `${root}node_modules`;
const installed = `${modules}/.modules.yaml`;
// There while an install runs, and after one that did not finish.
const unfinished = `${modules}/.setup-unfinished`;

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

const isUpToDate = () => existsSync(installed) && modified(installed) >= modified(lockfile) && !existsSync(unfinished);

const run = () =>
  new Promise((resolve) => {
    const output = [];
    const child = spawn('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], {
      cwd: root,
      // In production mode the tools that start everything would be left out.
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString('utf8') }));
  });

// One that was killed falls silent, and the next one takes over.
const claim = () => {
  if (existsSync(unfinished) && Date.now() - modified(unfinished) > SILENCE) rmSync(unfinished, { force: true });
  try {
    writeFileSync(unfinished, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

const giveUp = (code) => {
  utimesSync(unfinished, 0, 0);
  process.exit(code);
};

const install = async () => {
  const heartbeat = setInterval(() => utimesSync(unfinished, new Date(), new Date()), HEARTBEAT);
  process.once('SIGINT', () => giveUp(130));
  process.once('SIGTERM', () => giveUp(143));
  const began = Date.now();
  console.error('Installing what is missing; this takes a minute the first time…');
  const { ok, output } = await run();
  clearInterval(heartbeat);
  if (!ok) {
    console.error(output.trimEnd().split('\n').slice(-20).join('\n'));
    console.error(
      '\nThe dependencies could not be installed. Mend what stands above (is the npm registry within reach?) and run the same command again.',
    );
    giveUp(1);
  }
  // An install that finds everything in place leaves this file as it was.
  utimesSync(installed, new Date(), new Date());
  rmSync(unfinished, { force: true });
  console.error(`Installed in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
};

if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
  console.error(
    `Goldset needs Node ${LEAST_NODE} or newer to set itself up; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and run the same command again.`,
  );
  process.exit(1);
}

while (!isUpToDate()) {
  mkdirSync(modules, { recursive: true });
  if (claim()) await install();
  // Another one is at work.
  else await delay(200);
}
