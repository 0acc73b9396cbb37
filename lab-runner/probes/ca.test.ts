import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLabCa } from './ca.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-ca-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openLabCa', () => {
  it('makes the CA once, in a file only its owner can read', async () => {
    const path = join(folder, 'below', 'lab-ca.pem');
    const first = await openLabCa(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await openLabCa(path)).certificatePem).toBe(first.certificatePem);
    const certificate = new X509Certificate(first.certificatePem);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(first.certificatePem.endsWith('-----END CERTIFICATE-----\n')).toBe(true);
  });

  it('two that are opened at once agree', async () => {
    const path = join(folder, 'ca.pem');
    const [a, b] = await Promise.all([openLabCa(path), openLabCa(path)]);
    expect(a.certificatePem).toBe(b.certificatePem);
  });

  it('says what is wrong with a damaged file and never replaces it', async () => {
    const path = join(folder, 'ca.pem');
    await writeFile(path, 'not a certificate');
    await expect(openLabCa(path)).rejects.toMatchObject({ code: 'ca-unusable', message: expect.stringContaining(path) });
    expect(await readFile(path, 'utf8')).toBe('not a certificate');
  });
});

describe('issue', () => {
  it('gives certificates that Node accepts for their names only', async () => {
    const ca = await openLabCa(join(folder, 'ca.pem'));
    const { certificate, key } = await ca.issue({ names: ['mail.k3f9.test', 'imap.k3f9.test'], days: 30 });
    const x509 = new X509Certificate(certificate);
    expect(x509.checkIssued(new X509Certificate(ca.certificatePem))).toBe(true);
    expect(x509.verify(new X509Certificate(ca.certificatePem).publicKey)).toBe(true);
    expect(x509.checkHost('mail.k3f9.test')).toBe('mail.k3f9.test');
    expect(x509.checkHost('imap.k3f9.test')).toBe('imap.k3f9.test');
    expect(x509.checkHost('other.k3f9.test')).toBeUndefined();
    expect(x509.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(x509.ca).toBe(false);
    expect(x509.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    expect(x509.subject).toBe('CN=mail.k3f9.test');
    const days = (x509.validToDate.getTime() - x509.validFromDate.getTime()) / 86_400_000;
    expect(days).toBe(30);
  });

  it('goes through an intermediate CA when asked: valid with the chain, not without', async () => {
    const ca = await openLabCa(join(folder, 'ca.pem'));
    const { certificate, chain } = await ca.issue({ names: ['mail.k3f9.test'], days: 30, through: 'Postlab Intermediate CA' });
    const file = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const root = await file('root.pem', ca.certificatePem);
    const leaf = await file('leaf.pem', certificate);
    const between = await file('between.pem', chain);
    const verify = (...more: string[]) => execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', root, ...more, leaf], { stdio: 'pipe' }).toString();
    expect(verify('-untrusted', between)).toContain('OK');
    expect(() => verify()).toThrow(/unable to get local issuer/);
    expect((await ca.issue({ names: ['mail.k3f9.test'], days: 30 })).chain).toBe('');
  });

  it('satisfies openssl verify in strict mode, for a host name and both purposes', async () => {
    const ca = await openLabCa(join(folder, 'ca.pem'));
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.test`;
    for (const names of [['mx.peer.test', '*.peer.test'], [long]]) {
      const { certificate } = await ca.issue({ names, days: 1 });
      await writeFile(join(folder, 'root.pem'), ca.certificatePem);
      await writeFile(join(folder, 'cert.pem'), certificate);
      for (const purpose of ['sslserver', 'sslclient']) {
        const args = ['verify', '-x509_strict', '-purpose', purpose, '-verify_hostname', names[0] as string, '-CAfile', 'root.pem', 'cert.pem'];
        expect(execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' })).toContain('OK');
      }
    }
    const text = execFileSync('openssl', ['x509', '-in', 'cert.pem', '-noout', '-text'], { cwd: folder, encoding: 'utf8' });
    expect(text).toMatch(/Subject Key Identifier/);
    expect(text).toMatch(/Authority Key Identifier/);
    expect(text).toMatch(/Subject Alternative Name: critical/);
  });

  it('can give one that has expired, and one that ends after 2049', async () => {
    const ca = await openLabCa(join(folder, 'ca.pem'));
    const old = new X509Certificate((await ca.issue({ names: ['a.test'], days: 10, notBefore: new Date('2020-02-29T12:34:56Z') })).certificate);
    expect(old.validFromDate.toISOString()).toBe('2020-02-29T12:34:56.000Z');
    expect(old.validToDate.toISOString()).toBe('2020-03-10T12:34:56.000Z');
    const far = new X509Certificate((await ca.issue({ names: ['a.test'], days: 20_000, notBefore: new Date('2026-01-01T00:00:00Z') })).certificate);
    expect(far.validToDate.getUTCFullYear()).toBe(2080);
  });

  it('has a new serial each time, names in ASCII, and refuses what is no name', async () => {
    const ca = await openLabCa(join(folder, 'ca.pem'));
    const serials = new Set<string>();
    for (let i = 0; i < 20; i++) serials.add(new X509Certificate((await ca.issue({ names: ['a.test'], days: 1 })).certificate).serialNumber);
    expect(serials.size).toBe(20);
    expect(new X509Certificate((await ca.issue({ names: ['邮件.test'], days: 1 })).certificate).subjectAltName).toBe(`DNS:${domainToASCII('邮件.test')}`);
    await expect(ca.issue({ names: [], days: 1 })).rejects.toMatchObject({ code: 'bad-certificate' });
    await expect(ca.issue({ names: ['two words'], days: 1 })).rejects.toMatchObject({ code: 'bad-certificate' });
  });
});
