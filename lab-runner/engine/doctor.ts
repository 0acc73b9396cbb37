import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, PostlabError } from '../errors.ts';
import type { DockerEngine } from './docker-engine.ts';
import { findEngine, installHint } from './find-engine.ts';
import { provision } from './provision.ts';

/** One line of `postlab doctor`. */
export interface Diagnosis {
  name: string;
  ok: boolean;
  found: string;
  expected: string;
  mend: string;
}

const gib = 1024 ** 3;
const show = (bytes: number) => `${(bytes / gib).toFixed(1)} GiB`;

/** Looks at everything labs need on this machine and changes nothing that lasts. */
export async function diagnose(options: { env: Record<string, string | undefined>; root: string; data: string }): Promise<Diagnosis[]> {
  const rows: Diagnosis[] = [];
  const major = Number.parseInt(process.versions.node, 10);
  rows.push({
    name: 'Node',
    ok: major >= 24,
    found: process.versions.node,
    expected: '24 or newer',
    mend: 'Run "npm start" once: on Linux it brings Node 24 along. Elsewhere install it from https://nodejs.org',
  });
  mkdirSync(options.data, { recursive: true });
  const disk = statfsSync(options.data);
  const free = disk.bavail * disk.bsize;
  rows.push({
    name: 'disk',
    ok: free > 2 * gib,
    found: `${show(free)} free for ${options.data}`,
    expected: 'at least 2 GiB',
    mend: 'Free some space; "docker system df" shows what Docker uses.',
  });
  rows.push({
    name: 'site',
    ok: existsSync(join(options.root, 'dist', 'index.html')),
    found: existsSync(join(options.root, 'dist', 'index.html')) ? 'built' : 'not built yet',
    expected: 'built',
    mend: 'Run "npm start".',
  });
  let engine: DockerEngine;
  try {
    engine = await findEngine(options.env);
  } catch (error) {
    rows.push({
      name: 'Docker engine',
      ok: false,
      found: messageOf(error),
      expected: 'one that answers',
      mend: error instanceof PostlabError ? error.hint : installHint,
    });
    return rows;
  }
  const facts = await engine.facts();
  const api = Number(facts.apiVersion.split('.')[1] ?? 0);
  rows.push({
    name: 'Docker engine',
    ok: api >= 41,
    found: `${facts.version}, API ${facts.apiVersion}, ${facts.storageDriver}, ${facts.operatingSystem}`,
    expected: 'API 1.41 or newer',
    mend: 'Install Docker 20.10 or newer.',
  });
  rows.push({
    name: 'memory',
    ok: facts.memoryBytes > 1.5 * gib,
    found: `${show(facts.memoryBytes)}, ${facts.cpus} processors`,
    expected: 'at least 2 GiB',
    mend: 'Give the engine more memory (Docker Desktop: Settings, Resources).',
  });
  rows.push({ name: 'systemd', ok: true, found: `${engine.strategy.name} (${engine.strategy.description})`, expected: '', mend: '' });
  const tags = (await engine.images({ 'org.postlab.kind': 'image' })).flatMap((image) => image.tags).filter((tag) => tag.startsWith('postlab/'));
  const base = tags.find((tag) => tag.startsWith('postlab/base:'));
  rows.push({
    name: 'images',
    ok: base !== undefined,
    found: tags.length === 0 ? 'none built yet' : tags.sort().join(', '),
    expected: 'those of images/',
    mend: 'Run "npm start": it builds them.',
  });
  if (!base) return rows;
  try {
    for (const check of await provision(engine, { image: base, instance: 'doctor', mend: false })) {
      rows.push({
        name: check.check,
        ok: check.ok,
        found: check.found,
        expected: 'see docs/security.md',
        mend: `"npm start" puts this right by itself. By hand: ${check.mend}`,
      });
    }
  } catch (error) {
    rows.push({
      name: "engine's host",
      ok: false,
      found: messageOf(error),
      expected: 'one privileged container of ours may look at it',
      mend: 'Rootless and locked-down engines are not supported: use an ordinary Docker engine.',
    });
  }
  return rows;
}
