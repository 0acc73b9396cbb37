import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Parameters } from '../contract/parameters.ts';
import { renderTemplate } from '../contract/parameters.ts';
import { internetAddresses } from '../contract/topology.ts';

export interface HostFiles {
  labFolder: string;
  host: string;
  parameters: Parameters;
  env: Record<string, string>;
  /** PEM: the lab CA, and the host's own certificate and key. */
  ca: string;
  certificate: string;
  key: string;
  /** The certificates that the lab asks for, PEM; `chain` may be ''. */
  further: { name: string; certificate: string; key: string; chain: string }[];
  /** Every file's modification time: a fault must not be found by its date. */
  mtime: Date;
}

/**
 * The tar that is unpacked at `/` of a host before its first boot: the lab's `files/<host>/`, the
 * host's certificate, its resolver, and one `/postlab/before-boot` script that the image's init runs once and deletes.
 */
export async function hostArchive(options: HostFiles): Promise<Buffer> {
  const tar = pack();
  const { mtime } = options;
  const file = (name: string, content: string | Buffer, mode: number) => tar.entry({ name, mode, mtime, uid: 0, gid: 0 }, content);
  const folder = (name: string, mode = 0o755) => tar.entry({ name, mode, mtime, type: 'directory', uid: 0, gid: 0 });

  folder('etc/ssl/postlab');
  file('etc/ssl/postlab/ca.pem', options.ca, 0o644);
  file('etc/ssl/postlab/cert.pem', options.certificate + options.ca, 0o644);
  file('etc/ssl/postlab/key.pem', options.key, 0o600);
  for (const { name, certificate, key, chain } of options.further) {
    file(`etc/ssl/postlab/${name}.pem`, certificate, 0o644);
    file(`etc/ssl/postlab/${name}-key.pem`, key, 0o600);
    if (chain) file(`etc/ssl/postlab/${name}-chain.pem`, chain, 0o644);
  }
  folder('usr/local/share/ca-certificates');
  file('usr/local/share/ca-certificates/postlab-lab-ca.crt', options.ca, 0o644);

  // Else the first boot would keep Docker's own resolver, which lives in rules that "nft flush ruleset" takes away.
  file('var/lib/postlab-resolv.conf', `nameserver ${internetAddresses.resolver}\n`, 0o644);

  const base = join(options.labFolder, 'files', options.host);
  if (existsSync(base)) {
    for (const { path, mode } of walk(base)) {
      const name = path.slice(base.length + 1);
      file(name, rendered(readFileSync(path), options.parameters), mode);
    }
  }

  folder('postlab', 0o700);
  file('postlab/before-boot', beforeBoot(options), 0o700);
  tar.finalize();
  return buffer(tar);
}

/**
 * A quarter of Debian's cost (yescrypt at 4 MB instead of 16): every IMAP and SMTP login of thirty learners, and of the grader, is checked on one machine.
 * The passwords are random and end with the sandbox.
 */
const cheapPasswords = "sed -i 's/ yescrypt$/ yescrypt rounds=1/' /etc/pam.d/common-password";

/** The lab's own script with its parameters exported in front, since PID 1's environment would stay readable for the learner. */
function beforeBoot(options: HostFiles): string {
  const script = join(options.labFolder, 'before-boot', `${options.host}.sh`);
  const exports = Object.entries(options.env).map(([name, value]) => `export ${name}=${quote(value)}`);
  const trust = [
    'cat /usr/local/share/ca-certificates/postlab-lab-ca.crt >> /etc/ssl/certs/ca-certificates.crt',
    'ln -sf /usr/local/share/ca-certificates/postlab-lab-ca.crt "/etc/ssl/certs/$(openssl x509 -hash -noout -in /usr/local/share/ca-certificates/postlab-lab-ca.crt).0"',
  ];
  const own = existsSync(script) ? readFileSync(script, 'utf8').replace(/^#!.*\n/, '') : '';
  return ['#!/bin/bash', 'set -e', ...exports, ...trust, cheapPasswords, own, ''].join('\n');
}

const quote = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/** Text with parameters; a file that is not UTF-8 text is laid down as it is. */
function rendered(content: Buffer, parameters: Parameters): Buffer {
  const text = content.toString('utf8');
  return Buffer.compare(Buffer.from(text, 'utf8'), content) === 0 ? Buffer.from(renderTemplate(text, parameters)) : content;
}

function* walk(folder: string): Generator<{ path: string; mode: number }> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield { path, mode: statSync(path).mode & 0o111 ? 0o755 : 0o644 };
  }
}
