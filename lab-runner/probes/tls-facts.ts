import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { ProbeFailure, type TlsFacts } from '../contract/check.ts';
import type { LocalizedText } from '../contract/text.ts';
import { messageOf, type PostlabError } from '../errors.ts';
import type { Recorder } from './dialogue.ts';
import { brokenStream } from './failure.ts';
import { patientTimer } from './patience.ts';

export interface TlsOptions {
  /** PEM of the CA that counts as trusted. */
  ca: string;
  servername?: string;
  minVersion?: SecureVersion;
  maxVersion?: SecureVersion;
  /** In OpenSSL's words; then nothing newer than TLS 1.2 is offered. */
  ciphers?: string;
  /** Milliseconds for the handshake. */
  timeout: number;
}

const order: SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/**
 * A TLS client handshake over any stream. Certificates are looked at, never insisted on: a bad one is a fact.
 * Throws ProbeFailure when the other side breaks it off, cannot do it or is silent.
 */
export async function secureStream(stream: Duplex, options: TlsOptions, recorder: Recorder): Promise<{ socket: TLSSocket; facts: TlsFacts }> {
  const { servername, timeout, ciphers } = options;
  const maxVersion = ciphers ? 'TLSv1.2' : options.maxVersion;
  const minVersion = options.minVersion ?? (maxVersion && order.indexOf(maxVersion) < order.indexOf('TLSv1.2') ? maxVersion : 'TLSv1.2');
  const old = order.indexOf(minVersion) < order.indexOf('TLSv1.2');
  const socket = connect({
    socket: stream,
    ca: [options.ca],
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minVersion,
    maxVersion: maxVersion ?? 'TLSv1.3',
    // OpenSSL 3 does TLS 1.0 and 1.1 at security level 0 only; without it we would be the one who refuses.
    ...(old && { ciphers: 'DEFAULT@SECLEVEL=0' }),
    ...(ciphers && { ciphers: `${ciphers}:@SECLEVEL=0` }),
    ...(servername && isIP(servername) === 0 && { servername }),
  });
  try {
    await handshake(socket, stream, timeout);
  } catch (error) {
    socket.destroy();
    stream.destroy();
    throw explained(error, recorder.to, { minVersion, maxVersion: maxVersion ?? 'TLSv1.3', timeout });
  }
  // Whatever breaks later is told by whoever reads; an error nobody listens to would end the process.
  socket.on('error', () => undefined);
  // First of all listeners: a loss of our own way there must not look like the server's goodbye.
  stream.prependListener('error', (error: Error) => socket.destroy(error));
  return { socket, facts: factsOf(socket, servername, recorder) };
}

class Silent extends Error {}
class Ended extends Error {}

function handshake(socket: TLSSocket, stream: Duplex, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = patientTimer(timeout, () => done(new Silent()));
    const failed = (error: Error) => done(error);
    const ended = () => done(new Ended());
    const done = (error?: Error) => {
      cancel();
      // The listener for errors stays: the other stream may still report what ended this one.
      socket.off('secureConnect', secured).off('close', ended);
      stream.off('end', ended).off('close', ended);
      if (error) reject(error);
      else {
        socket.off('error', failed);
        resolve();
      }
    };
    const secured = () => done();
    socket.on('secureConnect', secured).on('error', failed).on('close', ended);
    stream.on('error', failed).on('end', ended).on('close', ended);
  });
}

function explained(error: unknown, to: string, tried: { minVersion: SecureVersion; maxVersion: SecureVersion; timeout: number }): ProbeFailure | PostlabError {
  const failed = (en: string, zh: string) =>
    new ProbeFailure({ en: `The TLS handshake with ${to} failed: ${en}.`, 'zh-cn': `与 ${to} 的 TLS 握手失败：${zh}。` });
  const range = tried.minVersion === tried.maxVersion ? spoken(tried.minVersion) : `${spoken(tried.minVersion)} – ${spoken(tried.maxVersion)}`;
  if (error instanceof Silent) return failed(`no answer within ${tried.timeout / 1000} s`, `${tried.timeout / 1000} 秒内没有应答`);
  if (error instanceof Ended) return failed('it closed the connection', '对方关闭了连接');
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reason = error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : messageOf(error);
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER|HTTP_REQUEST/.test(code)) return failed('what it sent is not TLS', '它发来的不是 TLS 数据');
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS/.test(code)) return failed(`it does not accept ${range}`, `它不接受 ${range}`);
  if (/HANDSHAKE_FAILURE/.test(code))
    return failed(`it found nothing in common with our offer (${range}: protocol or cipher)`, `双方没有共同支持的协议或加密套件(我方提供 ${range})`);
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return failed(reason, reason);
  if (code === 'ECONNRESET') return failed('it reset or closed the connection', '对方重置或关闭了连接');
  return brokenStream(error, to, 'ClientHello');
}

/** `TLSv1` → `TLS 1.0` */
function spoken(version: SecureVersion): string {
  return version === 'TLSv1' ? 'TLS 1.0' : version.replace('TLSv', 'TLS ');
}

function factsOf(socket: TLSSocket, servername: string | undefined, recorder: Recorder): TlsFacts {
  const certificate = socket.getPeerX509Certificate();
  const protocol = socket.getProtocol() ?? '';
  const cipher = socket.getCipher().name;
  const reason = certificate ? problemOf(socket, certificate, servername) : { en: 'the server sent no certificate', 'zh-cn': '服务器没有出示证书' };
  const subjectNames = certificate ? namesOf(certificate) : [];
  const issuer = certificate ? (attribute(certificate.issuer, 'CN') ?? attribute(certificate.issuer, 'O') ?? certificate.issuer.replaceAll('\n', ', ')) : '';
  const validTo = certificate ? certificate.validToDate : new Date(0);
  recorder.fact(`TLS: ${protocol}, ${cipher}`);
  const until = validTo.toISOString().slice(0, 10);
  const line = recorder.note(
    certificate
      ? {
          en: `Certificate: ${subjectNames.join(', ') || '(no name)'}; issued by ${issuer}; valid to ${until}; ${reason?.en ?? 'trusted'}`,
          'zh-cn': `证书：${subjectNames.join('、') || '（没有名称）'}；颁发者 ${issuer}；有效期至 ${until}；${reason?.['zh-cn'] ?? '可信'}`,
        }
      : { en: 'Certificate: none', 'zh-cn': '证书：无' },
  );
  return { protocol, cipher, subjectNames, issuer, trusted: reason === null, problem: reason?.en ?? '', reason, validTo, decide: () => line.decide() };
}

const foreignCa: LocalizedText = { en: 'the certificate comes from a CA that the lab does not trust', 'zh-cn': '证书的颁发机构不受本实验信任' };
const brokenChain: LocalizedText = { en: `${foreignCa.en}, or its chain is incomplete`, 'zh-cn': `${foreignCa['zh-cn']}，或证书链不完整` };
const causes: Record<string, LocalizedText> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: { en: 'the certificate is self-signed', 'zh-cn': '证书是自签名的' },
  SELF_SIGNED_CERT_IN_CHAIN: foreignCa,
  UNABLE_TO_GET_ISSUER_CERT: foreignCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: brokenChain,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: brokenChain,
  CERT_SIGNATURE_FAILURE: { en: "the certificate's signature is wrong", 'zh-cn': '证书的签名不正确' },
  CERT_HAS_EXPIRED: { en: 'the certificate has expired', 'zh-cn': '证书已过期' },
  CERT_NOT_YET_VALID: { en: 'the certificate is not valid yet', 'zh-cn': '证书尚未生效' },
  INVALID_PURPOSE: { en: 'the certificate is not meant for servers', 'zh-cn': '证书不是给服务器用的' },
};

/** Null when the certificate is trusted and its name fits. */
function problemOf(socket: TLSSocket, certificate: X509Certificate, servername: string | undefined): LocalizedText | null {
  if (!socket.authorized) {
    const error: unknown = socket.authorizationError;
    const code = error instanceof Error ? ('code' in error ? String(error.code) : error.message) : String(error);
    return causes[code] ?? { en: `the certificate is not accepted (${code})`, 'zh-cn': `证书不被接受（${code}）` };
  }
  if (!servername) return null;
  const matches = isIP(servername) ? certificate.checkIP(servername) : certificate.checkHost(servername);
  if (matches) return null;
  const names = namesOf(certificate);
  return {
    en: `the certificate is not for ${servername} but for ${names.join(', ') || 'nobody'}`,
    'zh-cn': `证书不是给 ${servername} 的，而是给 ${names.join('、') || '（没有名称）'} 的`,
  };
}

/** DNS names and addresses of the extension; the common name only when there are none (RFC 9525 §2). */
function namesOf(certificate: X509Certificate): string[] {
  const names = [...(certificate.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map((match) => match[1] as string);
  if (names.length > 0) return names;
  const commonName = attribute(certificate.subject, 'CN');
  return commonName ? [commonName] : [];
}

function attribute(name: string | undefined, type: string): string | undefined {
  return name
    ?.split('\n')
    .find((line) => line.startsWith(`${type}=`))
    ?.slice(type.length + 1);
}
