// node tools/install.mjs [npm] [system] [languages] [monero] [go]
//
// Installs what a bare clone lacks. It runs before node_modules exists, so it is plain JavaScript and
// needs nothing but Node itself. Where nothing is missing it says nothing.
//
// No Xvfb: nothing here needs a display. Chromium's `--headless=new` loads extensions, and so does
// Firefox's `--headless`; only `npm start` without `--once` opens a window.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the tests and `npm start` run, and the Debian package that has it. */
const SYSTEM = [
  { package: 'monero', name: 'monerod' },
  { package: 'monero', name: 'monero-wallet-rpc' },
  { package: 'nats-server', name: 'nats-server' },
  { package: 'openssl', name: 'openssl' },
  { package: 'chromium', path: '/usr/bin/chromium', variable: 'CHROMIUM' },
  { package: 'firefox-esr', path: '/usr/bin/firefox-esr', variable: 'FIREFOX' },
];

/** German for the browsers, which Debian packs apart. A browser of one's own is taken as it is. */
const LANGUAGES = [
  { package: 'chromium-l10n', file: '/usr/lib/chromium/locales/de.pak', variable: 'CHROMIUM' },
  {
    package: 'firefox-esr-l10n-de',
    file: '/usr/lib/firefox-esr/browser/extensions/langpack-de@firefox-esr.mozilla.org.xpi',
    variable: 'FIREFOX',
  },
];

/** For what is built from Go sources. */
const GO = [{ package: 'golang-go', name: 'go' }];

const PARTS = {
  npm: installModules,
  system: () => installPrograms(SYSTEM),
  languages: () => installPrograms(LANGUAGES),
  monero: () => installPrograms(SYSTEM.filter((program) => program.package === 'monero')),
  go: () => installPrograms(GO),
};

requireNode(20, 19);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0 || wanted.length === 0) {
  console.error('Usage: node tools/install.mjs [npm] [system] [languages] [monero] [go]');
  process.exit(2);
}
for (const part of wanted) PARTS[part]();

function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  stop(
    `Tollpass needs Node ${major}.${minor} or newer, and this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org or with your package manager.',
  );
}

/** The packages of package-lock.json. */
function installModules() {
  if (modulesAreCurrent()) return;
  console.log('Installing the npm packages of package-lock.json …');
  const done = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!done) stop('npm ci failed; what it printed says why.');
}

/**
 * Compares what npm noted down at its last installation with package-lock.json. So nothing is
 * installed again after `npm install` either, and an installation that was cut short does not count.
 */
function modulesAreCurrent() {
  let installed;
  try {
    installed = packagesIn('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  const locked = packagesIn('package-lock.json');
  const key = ({ version, resolved, integrity }) => integrity ?? `${version} ${resolved}`;
  return (
    Object.entries(locked).every(([path, entry]) => {
      if (path === '') return true;
      const have = installed[path];
      // Left out where the platform is another one.
      return have === undefined ? entry.optional === true : key(have) === key(entry);
    }) && Object.keys(installed).every((path) => path in locked)
  );
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')).packages;
}

/** With apt-get where that is possible. */
function installPrograms(programs) {
  const lacking = missing(programs);
  if (lacking.length === 0) return;
  const packages = [...new Set(lacking.map((program) => program.package))];
  const advice = `Install: ${packages.join(' ')}
On Debian or Ubuntu: sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(' ')}
Elsewhere: ${lacking.map(wayOf).join('; ')}.`;

  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const mayInstall = find('apt-get') && (asRoot.length === 0 || quietly(...asRoot, 'true'));
  if (!mayInstall) stop(`Missing: ${lacking.map(nameOf).join(', ')}.\n${advice}`);

  const apt = (...args) =>
    run(...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args);
  for (const name of packages) console.log(`Installing ${name} with apt-get …`);
  // A failed update may still leave lists that are good enough: the installation tells.
  apt('update');
  const installed = apt('install', '-y', '--no-install-recommends', ...packages);
  const left = missing(programs);
  if (!installed || left.length > 0) {
    stop(
      `apt-get could not install all of it. Missing: ${left.map(nameOf).join(', ')}.\n${advice}`,
    );
  }
}

function missing(programs) {
  return programs.filter((program) => {
    const own = program.variable && process.env[program.variable];
    if (own && !isProgram(own)) stop(`${program.variable} names ${own}, which is no program.`);
    if (own) return false;
    if (program.file) return !existsSync(program.file);
    return program.path ? !isProgram(program.path) : !find(program.name);
  });
}

function nameOf(program) {
  return program.name ?? program.path ?? program.file;
}

function wayOf({ name, path, file, variable }) {
  if (file) return `${file}, or ${variable}=<the path of a browser that has it>`;
  return path ? `${path}, or ${variable}=<its path>` : `${name} in the PATH`;
}

/** Debian keeps servers in sbin, which is not in everybody's PATH. */
function find(name) {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return [...directories, '/usr/sbin'].some((directory) => isProgram(join(directory, name)));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns whether it ended well; what it prints is shown */
function run(command, ...rest) {
  return spawnSync(command, rest.flat(), { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

function quietly(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}
