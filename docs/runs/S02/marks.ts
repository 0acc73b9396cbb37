import type { Marks } from '../../../scripts/transcript-marks.ts';

const noise = [/^=== /, /250-(PIPELINING|SIZE|VRFY|ETRN|ENHANCED|8BITMIME|DSN|SMTPUTF8)/, /250 CHUNKING/, / ~> (MIME|Content)/];
const transcripts: Record<string, Marks> = {
  submission: {
    cut: noise,
    notes: [
      [/^ -> STARTTLS/, '①'],
      [/^<~ {2}235/, '②'],
      [/^ ~> MAIL FROM/, '③'],
      [/^ ~> From:/, '④'],
      [/250 2\.0\.0 Ok: queued/, '⑤'],
    ],
  },
  'lin-log': {
    notes: [
      [/submission\/smtpd/, '①'],
      [/cleanup/, '②'],
      [/queue active/, '③'],
      [/status=sent/, '④'],
      [/removed/, '⑤'],
    ],
  },
  'haibo-log': {
    notes: [
      [/smtpd\[/, '①'],
      [/lmtp\[.*status=sent/, '②'],
      [/saved mail to INBOX/, '③'],
    ],
  },
  stored: {
    cut: [/^MIME-Version/, /^Content-/],
    notes: [
      [/^Return-Path/, '①'],
      [/with ESMTPS id/, '②'],
      [/with ESMTPSA id/, '③'],
      [/^From:/, '④'],
    ],
  },
  queue: { notes: [[/Connection refused/, '①']] },
  'bad-lin-log': {
    cut: [/cleanup|client=/],
    notes: [
      [/status=deferred/, '①'],
      [/status=deferred/, '②'],
      [/status=sent/, '③'],
    ],
  },
  'bad-haibo-log': {
    cut: [/disconnect/],
    notes: [[/orig_to=/, '①']],
  },
  'bad-post-log': {
    notes: [
      [/status=bounced/, '①!'],
      [/non-delivery notification/, '③'],
      [/from=<>/, '②'],
    ],
  },
  bounce: {
    to: /^Diagnostic-Code/,
    cut: [
      /^Received:|^\tby|^\tid|^\tfor|^\t\(env|^MIME-Ver|^Content-|^\tboundary|^This is a MIME|^--|^Delivered-To|^X-Postfix|^Arrival|^I'm sorry|^be delivered|^For further|^If you do|^delete|The mail system$/,
    ],
    notes: [
      [/^Return-Path: <>/, '①'],
      [/^From: Mail Delivery System/, '②'],
      [/^Original-Recipient/, '③'],
      [/^Status: 5/, '④!'],
    ],
  },
};
export default transcripts;
