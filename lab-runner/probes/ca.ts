import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { domainToASCII } from 'node:url';
import { messageOf, PostlabError } from '../errors.ts';
import { type CertificateName, writeCertificate } from './certificate.ts';

const day = 24 * 60 * 60 * 1000;
const caDays = 3650;
const caName: CertificateName = { organization: 'Postlab', commonName: 'Postlab Lab CA' };

/** The certificate authority that every lab's hosts and partners trust. Its key never leaves the runner. */
export interface LabCa {
  /** PEM, ends with a newline. */
  readonly certificatePem: string;
  /**
   * An EC P-256 certificate for these DNS names (the first is also the common name when it fits) and its key, both PEM.
   * Valid for `days` from `notBefore` (default: one hour ago, for clocks that lag).
   * `through`: signed by an intermediate CA of that name, made for this certificate; `chain` is then its certificate, else ''.
   */
  issue(options: { names: string[]; days: number; notBefore?: Date; through?: string }): Promise<{ certificate: string; key: string; chain: string }>;
}

/** Opens the CA kept in the PEM file `path` (mode 0600, key and certificate), making it on first use. */
export async function openLabCa(path: string): Promise<LabCa> {
  const kept = (await read(path)) ?? (await make(path));
  return new FileCa(kept.certificatePem, kept.privateKey);
}

interface Kept {
  certificatePem: string;
  privateKey: KeyObject;
}

class FileCa implements LabCa {
  readonly certificatePem: string;
  readonly #key: { privateKey: KeyObject; publicKey: KeyObject };

  constructor(certificatePem: string, privateKey: KeyObject) {
    this.certificatePem = certificatePem;
    this.#key = { privateKey, publicKey: createPublicKey(privateKey) };
  }

  async issue(options: { names: string[]; days: number; notBefore?: Date; through?: string }): Promise<{ certificate: string; key: string; chain: string }> {
    const names = options.names.map(dnsName);
    const [first] = names;
    if (!first)
      throw new PostlabError({
        code: 'bad-certificate',
        message: 'A certificate needs at least one name; none was given.',
        hint: 'Give the names of the host.',
      });
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const notBefore = options.notBefore ?? new Date(Date.now() - day / 24);
    const signer = options.through ? this.#intermediate(options.through) : { name: caName, key: this.#key, certificate: '' };
    const certificate = writeCertificate({
      // RFC 5280 limits a common name to 64 characters; the names that count are in the extension.
      subject: first.length <= 64 ? { commonName: first } : {},
      issuer: signer.name,
      subjectKey: pair.publicKey,
      issuerKey: signer.key,
      notBefore,
      notAfter: new Date(notBefore.getTime() + options.days * day),
      names,
      ca: false,
    });
    return { certificate, key: keyPem(pair.privateKey), chain: signer.certificate };
  }

  /** A CA below ours, whose key is forgotten after its one use. */
  #intermediate(commonName: string): { name: CertificateName; key: { privateKey: KeyObject; publicKey: KeyObject }; certificate: string } {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const name = { organization: 'Postlab', commonName };
    const notBefore = new Date(Date.now() - day);
    const notAfter = new Date(notBefore.getTime() + caDays * day);
    const certificate = writeCertificate({
      subject: name,
      issuer: caName,
      subjectKey: key.publicKey,
      issuerKey: this.#key,
      notBefore,
      notAfter,
      names: [],
      ca: true,
    });
    return { name, key, certificate };
  }
}

async function make(path: string): Promise<Kept> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notBefore = new Date(Date.now() - day);
  const certificatePem = writeCertificate({
    subject: caName,
    issuer: caName,
    subjectKey: pair.publicKey,
    issuerKey: pair,
    notBefore,
    notAfter: new Date(notBefore.getTime() + caDays * day),
    names: [],
    ca: true,
  });
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(certificatePem + keyPem(pair.privateKey));
      await file.sync();
    } finally {
      await file.close();
    }
    // Whole or not at all, and never over another one: whoever links first has made the CA that is in use.
    await link(fresh, path);
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await read(path) : null;
    if (other) return other;
    throw unusable(path, messageOf(error), error);
  } finally {
    await rm(fresh, { force: true });
  }
  return { certificatePem, privateKey: pair.privateKey };
}

async function read(path: string): Promise<Kept | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(path, messageOf(error), error);
  }
  const certificatePem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text)?.[0];
  const key = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text)?.[0];
  if (!certificatePem || !key) throw unusable(path, 'a certificate and a private key in PEM were expected in it');
  try {
    const privateKey = createPrivateKey(key);
    const certificate = new X509Certificate(certificatePem);
    if (!certificate.checkPrivateKey(privateKey)) throw new Error('its key does not belong to its certificate');
    if (certificate.validToDate.getTime() < Date.now()) throw new Error(`it expired on ${certificate.validTo}`);
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
    return { certificatePem, privateKey };
  } catch (error) {
    throw unusable(path, messageOf(error), error);
  }
}

function unusable(path: string, why: string, cause?: unknown): PostlabError {
  return new PostlabError({
    code: 'ca-unusable',
    message: `The lab's certificate authority should be readable in ${path}: ${why}.`,
    hint: 'Stop Postlab and delete the file: a new one is made, and running sandboxes have to be reset.',
    cause,
  });
}

/** Lower-case ASCII (IDNA); a leading `*.` stays. */
function dnsName(name: string): string {
  const wild = name.startsWith('*.');
  const ascii = domainToASCII(wild ? name.slice(2) : name).toLowerCase();
  if (!ascii || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(ascii))
    throw new PostlabError({
      code: 'bad-certificate',
      message: `A DNS name was expected in a certificate, found "${name}".`,
      hint: 'Use a name such as mail.k3f9.test.',
    });
  return wild ? `*.${ascii}` : ascii;
}

function keyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
