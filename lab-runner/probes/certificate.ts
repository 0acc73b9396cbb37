import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import * as der from './asn1-der.ts';

const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

export interface CertificateName {
  commonName?: string;
  organization?: string;
}

export interface CertificateContent {
  subject: CertificateName;
  issuer: CertificateName;
  subjectKey: KeyObject;
  /** EC P-256 private key of the issuer, and its public key. */
  issuerKey: { privateKey: KeyObject; publicKey: KeyObject };
  notBefore: Date;
  notAfter: Date;
  /** dNSName entries; empty for a CA. */
  names: string[];
  ca: boolean;
}

/** An X.509 v3 certificate (RFC 5280) signed with ecdsa-with-SHA256. @returns PEM, with a newline at its end */
export function writeCertificate(content: CertificateContent): string {
  const algorithm = der.sequence(der.objectIdentifier(oid.ecdsaWithSha256));
  const body = der.sequence(
    der.explicit(0, der.unsignedInteger(Buffer.from([2]))),
    der.unsignedInteger(serial()),
    algorithm,
    name(content.issuer),
    der.sequence(der.time(content.notBefore), der.time(content.notAfter)),
    name(content.subject),
    content.subjectKey.export({ type: 'spki', format: 'der' }),
    der.explicit(3, der.sequence(...extensions(content))),
  );
  const signature = sign('sha256', body, content.issuerKey.privateKey);
  return pem('CERTIFICATE', der.sequence(body, algorithm, der.bitString(signature)));
}

/** RFC 7468 text of DER bytes. */
export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** 16 random octets, positive, never zero (RFC 5280 §4.1.2.2 allows 20). */
function serial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes;
}

function name(parts: CertificateName): Buffer {
  const attribute = (type: string, value: string | undefined) => (value ? [der.set(der.sequence(der.objectIdentifier(type), der.utf8String(value)))] : []);
  return der.sequence(...attribute(oid.organization, parts.organization), ...attribute(oid.commonName, parts.commonName));
}

function extensions(content: CertificateContent): Buffer[] {
  const extension = (id: string, value: Buffer, critical = false) =>
    der.sequence(der.objectIdentifier(id), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
  const list = [
    extension(oid.basicConstraints, content.ca ? der.sequence(der.boolean(true)) : der.sequence(), true),
    // keyCertSign and cRLSign (bits 5 and 6), or digitalSignature (bit 0).
    extension(oid.keyUsage, content.ca ? der.bitString(Buffer.from([0x06]), 1) : der.bitString(Buffer.from([0x80]), 7), true),
    extension(oid.subjectKeyIdentifier, der.octetString(keyIdentifier(content.subjectKey))),
    extension(oid.authorityKeyIdentifier, der.sequence(der.implicit(0, keyIdentifier(content.issuerKey.publicKey)))),
  ];
  if (content.ca) return list;
  list.push(extension(oid.extendedKeyUsage, der.sequence(der.objectIdentifier(oid.serverAuth), der.objectIdentifier(oid.clientAuth))));
  if (content.names.length > 0) {
    // Critical when there is no subject to name it by (RFC 5280 §4.2.1.6).
    const noSubject = !content.subject.commonName && !content.subject.organization;
    list.push(extension(oid.subjectAltName, der.sequence(...content.names.map((n) => der.implicit(2, Buffer.from(n, 'ascii')))), noSubject));
  }
  return list;
}

/** SHA-1 of the subjectPublicKey bits (RFC 5280 §4.2.1.2, method 1). */
function keyIdentifier(key: KeyObject): Buffer {
  const info = der.readTlv(key.export({ type: 'spki', format: 'der' })).content;
  const bits = der.readTlv(der.readTlv(info).rest).content.subarray(1);
  return createHash('sha1').update(bits).digest();
}
