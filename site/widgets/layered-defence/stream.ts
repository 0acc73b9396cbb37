import { random } from '../shared/random.ts';

/** The 200 messages of one morning, the same for everybody: what each is, and what each layer would see in it. */
export type Kind = 'customer' | 'newsletter' | 'forwarded' | 'stranger' | 'botnet' | 'snowshoe' | 'phish' | 'hijacked' | 'virus' | 'virus-new';
export interface Message {
  id: number;
  kind: Kind;
  wanted: boolean;
  malicious: boolean;
  /** On how many of three blocklists the client’s address stands. */
  lists: number;
  dmarc: 'pass' | 'fail' | 'none';
  /** Minutes until the sender comes back after 450; null: never. */
  retries: number | null;
  /** Points of the content filter: the higher, the more like spam. */
  score: number;
  /** Has a word of the keyword list in its subject. */
  keyword: boolean;
  signature: boolean;
  /** From: claims a domain that stands on the allowlist. */
  claimsFriend: boolean;
}

/** The assumptions, on one page: count, and for each signal how often. Rounded figures of no particular site; the lesson says so. */
interface Profile {
  kind: Kind;
  count: number;
  wanted: boolean;
  malicious: boolean;
  listed: number;
  dmarcFail: number;
  dmarcNone: number;
  returns: number;
  score: [mean: number, spread: number];
  keyword: number;
  signature: number;
  claimsFriend: number;
}
const p = (kind: Kind, count: number, wanted: boolean, malicious: boolean, rest: Omit<Profile, 'kind' | 'count' | 'wanted' | 'malicious'>): Profile => ({
  kind,
  count,
  wanted,
  malicious,
  ...rest,
});
export const profiles: readonly Profile[] = [
  p('customer', 34, true, false, { listed: 0.01, dmarcFail: 0, dmarcNone: 0.2, returns: 1, score: [0.5, 1.2], keyword: 0.12, signature: 0, claimsFriend: 0.5 }),
  p('newsletter', 12, true, false, { listed: 0.03, dmarcFail: 0, dmarcNone: 0.1, returns: 1, score: [4.2, 1.2], keyword: 0.25, signature: 0, claimsFriend: 0 }),
  p('forwarded', 8, true, false, { listed: 0, dmarcFail: 0.25, dmarcNone: 0.25, returns: 1, score: [2, 1.2], keyword: 0.1, signature: 0, claimsFriend: 0.25 }),
  p('stranger', 6, true, false, { listed: 0.17, dmarcFail: 0, dmarcNone: 0.7, returns: 0.85, score: [3, 1.4], keyword: 0.2, signature: 0, claimsFriend: 0 }),
  p('botnet', 70, false, false, { listed: 0.9, dmarcFail: 0.2, dmarcNone: 0.8, returns: 0.2, score: [9, 2], keyword: 0.5, signature: 0, claimsFriend: 0 }),
  p('snowshoe', 34, false, false, { listed: 0.3, dmarcFail: 0, dmarcNone: 0.1, returns: 1, score: [7.2, 1.8], keyword: 0.35, signature: 0, claimsFriend: 0 }),
  p('phish', 14, false, false, {
    listed: 0.35,
    dmarcFail: 0.85,
    dmarcNone: 0.15,
    returns: 0.7,
    score: [5.2, 1.6],
    keyword: 0.3,
    signature: 0,
    claimsFriend: 0.8,
  }),
  p('hijacked', 10, false, false, { listed: 0.05, dmarcFail: 0, dmarcNone: 0.1, returns: 1, score: [6.2, 1.8], keyword: 0.3, signature: 0, claimsFriend: 0.1 }),
  p('virus', 8, false, true, { listed: 0.5, dmarcFail: 0.3, dmarcNone: 0.5, returns: 0.6, score: [4.5, 1.5], keyword: 0.4, signature: 1, claimsFriend: 0.2 }),
  p('virus-new', 4, false, true, {
    listed: 0.3,
    dmarcFail: 0.3,
    dmarcNone: 0.5,
    returns: 0.6,
    score: [4.5, 1.5],
    keyword: 0.4,
    signature: 0,
    claimsFriend: 0.2,
  }),
];

export function morning(seed: number): Message[] {
  const next = random(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const messages: Message[] = [];
  for (const profile of profiles)
    for (let n = 0; n < profile.count; n++) {
      const dmarc = next();
      messages.push({
        id: messages.length,
        kind: profile.kind,
        wanted: profile.wanted,
        malicious: profile.malicious,
        lists: next() < profile.listed ? 1 + Math.floor(next() * (profile.wanted ? 1 : 3)) : 0,
        dmarc: dmarc < profile.dmarcFail ? 'fail' : dmarc < profile.dmarcFail + profile.dmarcNone ? 'none' : 'pass',
        retries: next() < profile.returns ? 5 + Math.floor(next() * 26) : null,
        score: Math.round((profile.score[0] + profile.score[1] * normal()) * 10) / 10,
        keyword: next() < profile.keyword,
        signature: next() < profile.signature,
        claimsFriend: next() < profile.claimsFriend,
      });
    }
  return messages;
}
