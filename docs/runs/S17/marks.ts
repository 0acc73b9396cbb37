import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  dovecot: {
    notes: [
      [/^Negotiated/, '①'],
      [/^SSL handshake/, '②'],
    ],
  },
  postfix: {
    notes: [
      [/^Peer Temp Key/, '①'],
      [/^SSL handshake/, '②'],
      [/^tls_eecdh/, '③'],
    ],
  },
  after: {
    notes: [
      [/^tls_eecdh/, '①'],
      [/^Negotiated/, '②'],
      [/written 435/, '③'],
      [/key-exchange X25519MLKEM768/, '④'],
    ],
  },
  capability: { notes: [[/^IMAP4rev/, '①']] },
};
export default transcripts;
