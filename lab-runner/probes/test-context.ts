import { type CheckContextOptions, makeCheckContext } from './context.ts';
import { loopbackDial } from './test-network.ts';

/** A check's context for tests: a sandbox with nothing in it, dialled on this machine, whose world has seen nothing. `over`: what the test is about. */
export function testContext({ sandbox, ...over }: Partial<Omit<CheckContextOptions, 'sandbox'>> & { sandbox?: Partial<CheckContextOptions['sandbox']> } = {}) {
  return makeCheckContext({
    sandbox: { id: 's1', parameters: {}, hosts: [], personas: [], partnerKey: { selector: 'partner', privatePem: '' }, ca: '', volumes: {}, ...sandbox },
    dialogues: [],
    signal: new AbortController().signal,
    answer: '',
    dial: loopbackDial,
    archive: async () => null,
    usage: async () => ({ bytes: 0, usedBytes: 0, inodes: 0, usedInodes: 0 }),
    internet: async () => [],
    lane: { index: 0, of: 1 },
    messages: async () => [],
    canary: async () => ({ items: [], relayed: [], lurking: [] }),
    digest: () => '',
    ...over,
  });
}
