import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig, readSecrets } from './config.ts';
import { PostlabError } from './errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function refused(work: () => unknown): PostlabError {
  try {
    work();
  } catch (error) {
    if (error instanceof PostlabError && error.hint !== '') return error;
    throw error;
  }
  throw new Error('it should have been refused');
}

test('without settings the defaults hold, and an empty variable counts as none', () => {
  const config = readConfig({}, '/clone');
  expect(config).toMatchObject({ host: 'localhost', port: 4321, data: '/clone/.postlab', idleMs: 3_600_000, keepMs: 172_800_000, poolSize: 3 });
  expect(readConfig({ HOST: '', PORT: '', POSTLAB_DATA: '', POSTLAB_POOL: '' }, '/clone')).toEqual(config);
});

test('what is set is taken', () => {
  const env = {
    HOST: '127.0.0.1',
    PORT: '0',
    POSTLAB_DATA: '/d',
    POSTLAB_IDLE_MINUTES: '0.5',
    POSTLAB_KEEP_HOURS: '2',
    POSTLAB_STARTS: '7',
    POSTLAB_POOL: '0',
  };
  expect(readConfig(env, '/clone')).toMatchObject({
    host: '127.0.0.1',
    port: 0,
    data: '/d',
    idleMs: 30_000,
    keepMs: 7_200_000,
    concurrentStarts: 7,
    poolSize: 0,
  });
});

test.each([
  ['PORT', 'http', 'expected a whole number from 0 to 65535, found "http"'],
  ['PORT', '65536', 'expected a whole number from 0 to 65535, found "65536"'],
  ['PORT', '-1', 'expected a whole number from 0 to 65535, found "-1"'],
  ['PORT', '0x50', 'expected a whole number'],
  ['PORT', '4321 ', 'expected a whole number'],
  ['POSTLAB_IDLE_MINUTES', '0', 'expected a number of minutes from 0.01 to 100000, found "0"'],
  ['POSTLAB_IDLE_MINUTES', '1e3', 'expected a number of minutes'],
  ['POSTLAB_KEEP_HOURS', 'Infinity', 'expected a number of hours'],
  ['POSTLAB_STARTS', '0', 'expected a whole number from 1 to 1000, found "0"'],
  ['POSTLAB_STARTS', '1.5', 'expected a whole number'],
  ['POSTLAB_FEEDBACK_DAYS', '0', 'expected a whole number of days from 1 to 3650, found "0"'],
  ['POSTLAB_DISK_MB', '2G', 'expected a whole number of mebibytes from 16 to 1000000, found "2G"'],
  ['POSTLAB_POOL', 'many', 'expected a whole number from 0 to 500, found "many"'],
  ['POSTLAB_RUNTIME', '--privileged', 'expected the name of a container runtime'],
])('%s=%s is refused by name, with what was expected and found', (name, value, message) => {
  const problem = refused(() => readConfig({ [name]: value }, '/clone'));
  expect([problem.code, problem.message]).toEqual(['bad-setting', expect.stringContaining(`${name}: ${message}`)]);
});

test('a server on another machine goes with a token, and what is wrong with a token does not show it', () => {
  const both = { POSTLAB_SERVER: 'https://postlab.school.example/mail', POSTLAB_TOKEN: 'postlab_abc' };
  expect(readConfig(both, '/clone').remote).toEqual({ url: both.POSTLAB_SERVER, token: 'postlab_abc' });
  expect(readConfig({}, '/clone').remote).toBeNull();
  for (const name of ['POSTLAB_SERVER', 'POSTLAB_TOKEN'] as const)
    expect(refused(() => readConfig({ [name]: both[name] }, '/clone')).message).toContain(`found only ${name}`);
  expect(refused(() => readConfig({ ...both, POSTLAB_SERVER: 'postlab.school.example' }, '/clone')).message).toMatch(
    /POSTLAB_SERVER: expected an address such as .*found "postlab\.school\.example"/,
  );
  const secret = refused(() => readConfig({ ...both, POSTLAB_TOKEN: 'postlab_abc def' }, '/clone')).message;
  expect(secret).toMatch(/POSTLAB_TOKEN: expected a token/);
  expect(secret).not.toContain('abc');
});

test('a setting that does not exist is not silently without effect', () => {
  expect(refused(() => readConfig({ POSTLAB_POOLS: '1' }, '/clone')).message).toMatch(/no setting POSTLAB_POOLS; there are .*POSTLAB_POOL,/);
});

test.each([
  ['localhost', 'solo'],
  ['127.0.0.1', 'solo'],
  ['::1', 'solo'],
  ['0.0.0.0', 'classroom'],
  ['192.168.1.7', 'classroom'],
  ['::', 'classroom'],
  ['127.0.0.1.example.org', 'classroom'],
])('HOST=%s: %s; who reaches us from elsewhere needs an account before there are root terminals', (host, mode) => {
  expect(readConfig({ HOST: host }, '/clone').mode).toBe(mode);
});

test('behind a proxy it is a classroom too: the proxy is on this machine, its visitors are not', () => {
  expect(readConfig({ POSTLAB_PROXY: '127.0.0.1' }, '/clone')).toMatchObject({ mode: 'classroom', proxy: '127.0.0.1' });
});

test('a certificate without its key is a mistake', () => {
  expect(refused(() => readConfig({ POSTLAB_TLS_CERT: 'cert.pem' }, '/clone')).message).toContain('found only POSTLAB_TLS_CERT');
  expect(readConfig({ POSTLAB_TLS_CERT: 'cert.pem', POSTLAB_TLS_KEY: '/k.pem' }, '/clone').tls).toEqual({ cert: '/clone/cert.pem', key: '/k.pem' });
});

test('secrets are made once, for their owner only', () => {
  const data = join(folder, 'deep', 'data');
  const secrets = readSecrets(data);
  expect(readSecrets(data)).toEqual(secrets);
  expect(new Set(Object.values(secrets)).size).toBe(4);
  expect([statSync(data).mode & 0o777, statSync(join(data, 'secrets.json')).mode & 0o777]).toEqual([0o700, 0o600]);
});

test.each([
  ['', /found an empty file/],
  ['{"instance": "a"', /four secrets/],
  ['{"instance": "a"}', /course/],
  ['[]', /four secrets/],
])('damaged secrets %j are told and left as they are', (text, message) => {
  const file = join(folder, 'secrets.json');
  writeFileSync(file, text);
  const problem = refused(() => readSecrets(folder));
  expect([problem.code, problem.message]).toEqual(['secrets-unreadable', expect.stringMatching(message)]);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a data folder that cannot be one says so', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(refused(() => readSecrets(join(file, 'data'))).code).toBe('data-folder-unwritable');
  if (process.getuid?.() === 0) return;
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  expect(refused(() => readSecrets(closed)).code).toBe('data-folder-unwritable');
});
