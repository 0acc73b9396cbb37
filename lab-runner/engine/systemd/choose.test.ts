import { expect, test } from 'vitest';
import type { EngineFacts } from '../engine.ts';
import { chooseStrategy } from './choose.ts';

const facts = (cgroupVersion: 'v1' | 'v2', version: string): EngineFacts => ({
  version,
  apiVersion: '1.41',
  cgroupVersion,
  cgroupDriver: 'systemd',
  storageDriver: 'overlay2',
  architecture: 'x86_64',
  operatingSystem: 'Debian',
  cpus: 2,
  memoryBytes: 1,
});
const noHelper = async () => null;

test.each([
  ['v1', '20.10.24+dfsg1', 'delegated subtree'],
  ['v1', '28.1.0', 'delegated subtree'],
  ['v2', '26.1.5', 'remount by a helper'],
  ['v2', '28.5.2', 'writable cgroups'],
  ['v2', '29.0.1', 'writable cgroups'],
] as const)('cgroup %s with Docker %s uses: %s', (cgroup, version, name) => {
  expect(chooseStrategy(facts(cgroup, version), noHelper).name).toBe(name);
});

test('a host never shares the cgroup namespace of a v2 engine: that would undo nsdelegate for everybody', () => {
  const spec = {
    name: 'x',
    image: 'i',
    hostname: 'h',
    network: 'n',
    address: 'a',
    dns: 'd',
    memoryBytes: 1,
    pids: 1,
    labels: {},
    env: {},
    volumes: [],
    sandbox: 's',
  };
  for (const version of ['26.1.5', '28.5.2']) expect(chooseStrategy(facts('v2', version), noHelper).hostConfig(spec).CgroupnsMode).toBe('private');
});
