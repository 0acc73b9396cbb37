import type { Lab } from '../catalogue/catalogue.ts';
import type { CanaryReport } from '../contract/canary.ts';
import { ProbeFailure } from '../contract/check.ts';
import { renderTemplate } from '../contract/parameters.ts';
import { DialogueLog } from '../probes/dialogue.ts';
import { Imap } from '../probes/imap.ts';
import { Network } from '../probes/network.ts';
import { Smtp } from '../probes/smtp.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { CanaryStore } from './canary-store.ts';
import { Lurker } from './lurker.ts';
import type { Route } from './post.ts';
import { CanaryStream } from './stream.ts';

export interface CanariesOptions {
  sandboxes: Sandboxes;
  sandboxStore: SandboxStore;
  store: CanaryStore;
  lab: (slug: string) => Lab;
  onChange: (sandbox: string, report: CanaryReport) => void;
  log: Log;
}

/** The numbered mail of every sandbox that somebody works in. Warm ones have none: `start` is called when one is claimed. */
export class Canaries {
  readonly #o: CanariesOptions;
  readonly #streams = new Map<string, CanaryStream>();

  constructor(options: CanariesOptions) {
    this.#o = options;
  }

  /** Idempotent; does nothing for a lab without numbered mail. It ends by itself with the sandbox. */
  start(sandbox: StoredSandbox): void {
    if (this.#streams.has(sandbox.id)) return;
    const stream = this.#stream(sandbox);
    if (!stream) return;
    this.#streams.set(sandbox.id, stream);
    stream.start();
  }

  /** What became of the mail; nothing for a lab that has none. Rejects when we could not look. */
  async report(sandbox: string, now: boolean): Promise<CanaryReport> {
    const known = this.#streams.get(sandbox);
    if (known) return known.report(now);
    const row = await this.#o.sandboxStore.find(sandbox);
    if (row) this.start(row);
    return (await this.#streams.get(sandbox)?.report(now)) ?? { items: [], relayed: [], lurking: [] };
  }

  /** Hosts of this sandbox were stopped after `since`: what they had in hand may come twice. */
  async interrupted(sandbox: string, since: number): Promise<void> {
    await this.#streams.get(sandbox)?.interrupted(since);
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  #stream(sandbox: StoredSandbox): CanaryStream | null {
    const { sandboxes, sandboxStore, store, log, onChange } = this.#o;
    const lab = this.#o.lab(sandbox.lab);
    const spec = lab.definition.canary;
    if (!spec) return null;
    const plan = sandboxes.plan(sandbox);
    const render = (text: string) => renderTemplate(text, plan.parameters);
    const routes = spec.flows.map((flow): Route => {
      const host = plan.hosts.find((h) => h.name === flow.host) ?? plan.hosts[0];
      const persona = plan.personas.find((p) => p.name === flow.persona);
      if (!host || !persona) throw new Error(`the flow ${flow.id} names what the lab does not have`);
      return {
        ...flow,
        from: render(flow.from),
        to: render(flow.to),
        host: host.name,
        fqdn: host.fqdn,
        partner: { address: persona.address, mx: persona.mx },
        user: render(flow.user ?? ''),
        password: render(flow.password ?? ''),
      };
    });
    const network = async (signal: AbortSignal) => {
      // The row may name another world by now.
      const current = (await sandboxStore.find(sandbox.id)) ?? sandbox;
      const link = await sandboxes.link(current);
      return new Network({
        sandbox: {
          id: sandbox.id,
          parameters: plan.parameters,
          hosts: plan.hosts.map(({ name, address }) => ({ name, address, container: '' })),
          personas: plan.personas.map(({ name, address, domain, mx }) => ({ name, address, domain, mx })),
          partnerKey: sandboxes.partnerKey,
          ca: sandboxes.caPem,
          volumes: {},
        },
        dial: async (options) => {
          // A host that is switched off cannot answer: known at once, instead of after seconds of silence.
          const container = current.hosts.find((h) => h.address === options.to)?.container;
          const facts = container ? await sandboxes.engine.inspect(container) : null;
          if (!facts?.running) throw new ProbeFailure({ en: 'the host is switched off', 'zh-cn': '主机已关机' });
          return link.dial({ sandbox: sandbox.id, ...options, signal });
        },
        log: new DialogueLog([]),
        signal,
      });
    };
    const lurkers = spec.lurkers.map((lurker) => {
      const persona = plan.personas.find((p) => p.name === lurker.persona);
      return new Lurker({
        persona: lurker.persona,
        address: persona?.address ?? '',
        host: lurker.host ?? plan.hosts[0]?.name ?? '',
        user: render(lurker.user),
        password: render(lurker.password),
        imap: async (signal) => new Imap(await network(signal)),
        now: () => Date.now(),
      });
    });
    return new CanaryStream({
      sandbox: sandbox.id,
      routes,
      stranger: spec.stranger,
      lurkers,
      store,
      smtp: async (signal) => new Smtp(await network(signal)),
      state: async () => {
        const row = await sandboxStore.find(sandbox.id);
        if (!row || row.state === 'removing') return 'end';
        return row.state === 'ready' || row.state === 'rebooting' ? 'go' : 'pause';
      },
      onChange: (report) => onChange(sandbox.id, report),
      onEnd: () => {
        this.#streams.delete(sandbox.id);
        store.forget(sandbox.id).catch((error: unknown) => log('numbered mail of a removed sandbox stays in the database', { error: String(error) }));
      },
      now: () => Date.now(),
      log,
    });
  }
}
