import type { Socket } from 'node:net';
import { internetAddresses, senderBlock6, senderBlocks } from '../contract/topology.ts';
import type { WorldSandbox } from '../contract/world.ts';
import type { DialCall } from '../contract/world-protocol.ts';
import type { Addresses } from './addresses.ts';
import { resolveWith } from './authenticate.ts';
import { DnsDesk, dnsAddresses } from './dns-desk.ts';
import { DnsServer } from './dns-server.ts';
import { WorldFault } from './fault.ts';
import { Listeners } from './listeners.ts';
import type { Log } from './log.ts';
import { PersonaServer } from './persona-server.ts';
import { PersonaWeb, webPorts } from './persona-web.ts';
import type { Spool } from './spool.ts';
import { StrictDesk } from './strict-desk.ts';
import { contains } from './subnet.ts';

/** SMTP and web connections of one sandbox at the same time, each. */
const mostConnections = 50;
/** Milliseconds for those beyond it to hear so. */
const turnedAwayLimit = 10_000;
const smtpPort = 25;

type Persona = WorldSandbox['personas'][number];

interface Seat {
  facts: WorldSandbox;
  dns: DnsDesk;
  /** By address. */
  personas: Map<string, PersonaServer>;
  websites: Map<string, PersonaWeb>;
  /** What the runner has open, and how it was asked for. */
  dialled: Map<Socket, DialCall>;
}

/** The sandboxes this world serves, told apart by the subnet a packet comes from. */
export class Sandboxes {
  readonly #addresses: Addresses;
  readonly #spool: Spool;
  readonly #log: Log;
  readonly #seats = new Map<string, Seat>();
  readonly #dns: DnsServer;
  readonly #listeners: Listeners;
  /** Puts and drops one after the other: they change shared addresses. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: { addresses: Addresses; spool: Spool; log: Log }) {
    this.#addresses = options.addresses;
    this.#spool = options.spool;
    this.#log = options.log;
    this.#dns = new DnsServer({
      answererFor: (source, server) => this.bySource(source)?.dns.answerer(source, server, false) ?? null,
      ownerOf: (source) => this.bySource(source)?.facts.id,
      log: options.log,
    });
    this.#listeners = new Listeners({
      ports: [smtpPort, webPorts.plain, webPorts.secure],
      accept: (socket, source, address, port) => this.#connected(socket, source, address, port),
      log: options.log,
    });
  }

  known(): { id: string; revision: number }[] {
    return [...this.#seats.values()].map(({ facts }) => ({ id: facts.id, revision: facts.revision }));
  }

  get(id: string): Seat | undefined {
    return this.#seats.get(id);
  }

  bySource(address: string): Seat | undefined {
    for (const seat of this.#seats.values())
      if ([seat.facts.subnet, seat.facts.ipv6?.subnet].some((subnet) => subnet !== undefined && contains(subnet, address))) return seat;
    return undefined;
  }

  /** Resolves when everything of the sandbox answers. The same or an older revision changes nothing. */
  put(sandbox: WorldSandbox): Promise<void> {
    return this.#inTurn(async () => {
      const known = this.#seats.get(sandbox.id);
      if (known && known.facts.revision >= sandbox.revision) return;
      this.#reject(sandbox);
      const dns = new DnsDesk(sandbox);
      const personas = new Map(sandbox.personas.flatMap((persona) => atEach(persona, this.#persona(sandbox, persona, dns))));
      const websites = new Map(sandbox.personas.flatMap((persona) => this.#website(sandbox, persona)));
      await this.#addresses.addGateway(sandbox.worldAddress, sandbox.gateway, Number(sandbox.subnet.split('/')[1]));
      if (sandbox.ipv6) await this.#addresses.addGateway6(sandbox.id, sandbox.worldAddress, sandbox.ipv6);
      const internet = new Set<string>([...dnsAddresses, internetAddresses.probe, ...personas.keys(), ...(sandbox.ipv6 ? [internetAddresses.probe6] : [])]);
      for (const address of internet) await this.#addresses.addInternet(address, sandbox.id);
      for (const left of await this.#addresses.release(sandbox.id, internet)) this.#listeners.close(left);
      await this.#addresses.addBlocks(sandbox.ipv6 ? [...senderBlocks, senderBlock6] : senderBlocks);
      for (const address of dnsAddresses) await this.#dns.listen(address);
      for (const address of personas.keys()) await this.#listeners.listen(address);
      for (const server of new Set([...(known?.personas.values() ?? []), ...(known?.websites.values() ?? [])])) server.close();
      known?.dns.close();
      this.#seats.set(sandbox.id, { facts: sandbox, dns, personas, websites, dialled: known?.dialled ?? new Map() });
      this.#log('sandbox put', { sandbox: sandbox.id, revision: sandbox.revision, subnet: sandbox.subnet });
    });
  }

  /** Idempotent. */
  drop(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const seat = this.#seats.get(id);
      this.#spool.forget(id);
      this.#seats.delete(id);
      seat?.dns.close();
      for (const server of new Set([...(seat?.personas.values() ?? []), ...(seat?.websites.values() ?? [])])) server.close();
      if (this.#seats.size === 0) this.#dns.close();
      // Without a seat, too: a put that broke off on the way has left these.
      for (const left of await this.#addresses.release(id)) this.#listeners.close(left);
      await this.#addresses.releaseGateway6(id);
      if (seat) this.#log('sandbox dropped', { sandbox: id });
    });
  }

  #persona(sandbox: WorldSandbox, persona: Persona, dns: DnsDesk): PersonaServer {
    const certificate = persona.starttls ? sandbox.certificates.find((c) => c.name === persona.mx) : undefined;
    if (persona.starttls && !certificate)
      throw new WorldFault('no-certificate', `expected a certificate for ${persona.mx}, found ${sandbox.certificates.map((c) => c.name).join(', ') || 'none'}`);
    const resolve = resolveWith(dns.answerer(persona.address, internetAddresses.resolver, true));
    return new PersonaServer({
      sandbox: sandbox.id,
      persona,
      certificate,
      keep: (message) => this.#spool.keep(message),
      strict: persona.kind === 'strict' ? new StrictDesk({ domain: persona.domain, mx: persona.mx, resolve }) : undefined,
      log: this.#log,
    });
  }

  #website(sandbox: WorldSandbox, persona: Persona): [string, PersonaWeb][] {
    const certificate = sandbox.certificates.find((c) => c.name === persona.domain);
    return certificate ? atEach(persona, new PersonaWeb({ partner: persona, certificate })) : [];
  }

  #reject(sandbox: WorldSandbox): void {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(sandbox.id))
      throw new WorldFault('bad-sandbox', `expected a sandbox id of letters, digits, - and _, found "${sandbox.id}"`);
    for (const { facts } of this.#seats.values()) {
      if (facts.id !== sandbox.id && contains(facts.subnet, sandbox.gateway))
        throw new WorldFault('bad-sandbox', `the subnet ${sandbox.subnet} is the one of sandbox ${facts.id}: sandboxes are told apart by it`);
    }
    const outside = sandbox.hosts.find(
      (host) => !contains(sandbox.subnet, host.address) || (host.address6 && !contains(sandbox.ipv6?.subnet ?? '', host.address6)),
    );
    if (outside) throw new WorldFault('bad-sandbox', `expected host ${outside.name} inside ${sandbox.subnet}, found ${outside.address}`);
    const onLink = sandbox.personas.find((persona) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(persona.address));
    if (onLink) throw new WorldFault('bad-sandbox', `expected persona ${onLink.name} on a documentation block (RFC 5737), found ${onLink.address}`);
  }

  #connected(socket: Socket, source: string, address: string, port: number): void {
    socket.on('error', (error) => this.#log('socket', { source, port, why: error.message }));
    const seat = this.bySource(source);
    if (port !== smtpPort) return this.#browsed(socket, seat, address, port);
    const persona = seat?.personas.get(address);
    // The address belongs to another sandbox's partner: for this one nobody is there.
    if (!seat || !persona) return void socket.resetAndDestroy();
    if (connectionsOf(seat.personas) >= mostConnections) {
      // Read to its end, and not waited for long: else whoever is turned away, and has said something, leaves a socket behind.
      socket.resume();
      setTimeout(() => socket.destroy(), turnedAwayLimit).unref();
      return void socket.end('421 4.7.0 Too many connections from your network, try again later\r\n');
    }
    persona.accept(socket);
  }

  #browsed(socket: Socket, seat: Seat | undefined, address: string, port: number): void {
    const website = seat?.websites.get(address);
    if (!seat || !website || connectionsOf(seat.websites) >= mostConnections) return void socket.resetAndDestroy();
    website.accept(socket, port);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function connectionsOf(servers: ReadonlyMap<string, { readonly connections: number }>): number {
  return [...new Set(servers.values())].reduce((n, server) => n + server.connections, 0);
}

/** One server at all addresses of a partner. */
function atEach<T>({ address, address6 }: Persona, server: T): [string, T][] {
  return [address, ...(address6 ? [address6] : [])].map((one) => [one, server]);
}
