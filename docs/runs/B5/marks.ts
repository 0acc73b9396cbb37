import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  may: {
    notes: [
      [/^smtp_tls_security_level = may/, '①'],
      [/TLS connection established/, '②'],
    ],
  },
  stripped: {
    notes: [
      [/: .*status=sent/, '①!'],
      [/^The figures/, '②!'],
    ],
  },
  sts: {
    notes: [
      [/^"v=STSv1/, '①'],
      [/^mode/, '②'],
      [/^mx:/, '③'],
      [/^max_age/, '④'],
      [/^secure/, '⑤'],
    ],
  },
  'sts-tap': { notes: [[/: .*status=deferred/, '①!']] },
  'sts-open': { notes: [[/Verified TLS/, '①']] },
  tlsa: { notes: [[/^SHA2-256/, '①']] },
  dane: {
    notes: [
      [/flags: qr rd ra ad/, '①'],
      [/TLSA\s+3 1 1/, '②'],
      [/Verified TLS/, '③'],
    ],
  },
  'dane-wrong': {
    notes: [
      [/Untrusted TLS/, '①'],
      [/status=deferred/, '②!'],
    ],
  },
  handshake: {
    notes: [
      [/^Protocol/, '①'],
      [/^Peer Temp Key/, '②'],
      [/^Signature type/, '③'],
      [/^Verified peername/, '④'],
    ],
  },
};
export default transcripts;
