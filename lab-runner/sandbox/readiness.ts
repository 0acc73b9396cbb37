import { setTimeout as pause } from 'node:timers/promises';
import type { Readiness } from '../contract/topology.ts';
import { internetAddresses } from '../contract/topology.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { throwIfCancelled } from './limiter.ts';

export interface ReadinessTarget {
  sandbox: string;
  host: string;
  container: string;
  address: string;
  /** A name that the pocket Internet's DNS knows whatever the learner's own name server does, and its address. */
  known: { name: string; address: string };
  engine: Engine;
  link: WorldLink;
}

const deadline = 90_000;

/**
 * Waits until each round trip succeeds: never an open port alone. `system`: PID 1 reached its target and the
 * host's own resolver answers; `smtp`: 220 and a 250 to EHLO; `imap`: a greeting on 143; `submission`: 220 on 587.
 * Throws PostlabError `host-not-ready` saying what did not answer and what was seen last.
 */
export async function waitUntilReady(target: ReadinessTarget, wanted: readonly Readiness[], signal?: AbortSignal): Promise<void> {
  const until = Date.now() + deadline;
  for (const kind of wanted) {
    let last = 'nothing yet';
    for (let wait = 60; ; wait = Math.min(wait * 1.3, 400)) {
      throwIfCancelled(signal);
      try {
        last = await look(target, kind, signal);
        if (last === '') break;
      } catch (error) {
        last = messageOf(error);
      }
      const facts = await target.engine.inspect(target.container);
      if (!facts?.running) {
        throw new PostlabError({
          code: 'host-not-ready',
          message: `${target.host} stopped while it was booting (exit code ${facts?.exitCode ?? 'unknown'}).`,
          hint: 'Run "npx postlab doctor": too few inotify instances or a cgroup that cannot be written stop systemd at once.',
        });
      }
      if (Date.now() > until) {
        throw new PostlabError({
          code: 'host-not-ready',
          message: `${target.host} should answer (${kind}) within ${deadline / 1000} s; the last thing seen was: ${last}.`,
          hint: 'Start the lab again. If it happens every time, run "npx postlab doctor" and look at the machine\'s load.',
        });
      }
      await pause(wait);
    }
  }
}

/**
 * Waits on the host itself until its boot has ended, at most some fifteen seconds, and says the state of PID 1 and what the resolver answers. To come
 * into a container costs far more than to wait in it; before PID 1 has its socket, there is nothing that one could wait on.
 */
const booted = (name: string) => `
while [ $SECONDS -lt 15 ]; do
  # Asking before there is anybody to ask costs as much as the rest of the wait.
  if [ ! -S /run/systemd/private ]; then s=offline; sleep 0.1; continue; fi
  s=$(timeout 10 systemctl is-system-running --wait 2>&1)
  case $s in running|degraded) break ;; esac
  sleep 0.1
done
d=$(dig +short +time=2 +tries=1 A ${name} @${internetAddresses.resolver} 2>&1 | tail -1)
echo "$s $d"`;

/** '' when it is ready, else what was seen. */
async function look(target: ReadinessTarget, kind: Readiness, signal?: AbortSignal): Promise<string> {
  switch (kind) {
    case 'system': {
      const { stdout } = await target.engine.run(target.container, ['/bin/bash', '-c', booted(target.known.name)], {
        timeout: 30_000,
        ...(signal && { signal }),
      });
      const [state, address] = stdout.trim().split(' ');
      if (state !== 'running' && state !== 'degraded') return `systemd is "${state}"`;
      return address === target.known.address ? '' : `DNS says ${target.known.name} is "${address ?? ''}" and not ${target.known.address}`;
    }
    case 'smtp':
      return greeting(target, 25, /^220 /m, 'EHLO ready.postlab.test\r\n', /^250 /m);
    case 'submission':
      return greeting(target, 587, /^220 /m, 'EHLO ready.postlab.test\r\n', /^250 /m);
    case 'imap':
      return greeting(target, 143, /^\* OK/m, 'a1 CAPABILITY\r\n', /^a1 OK/m);
  }
}

async function greeting(target: ReadinessTarget, port: number, banner: RegExp, command: string, answer: RegExp): Promise<string> {
  const stream = await target.link.dial({ sandbox: target.sandbox, from: internetAddresses.probe, to: target.address, port, timeout: 3000 });
  try {
    return await new Promise<string>((resolve) => {
      let text = '';
      let asked = false;
      const timer = setTimeout(() => resolve(`port ${port} is open but said ${JSON.stringify(text.slice(0, 120))}`), 8000);
      const end = (result: string) => {
        clearTimeout(timer);
        resolve(result);
      };
      stream.on('error', (error) => end(messageOf(error)));
      stream.on('close', () => end(`port ${port} closed after ${JSON.stringify(text.slice(0, 120))}`));
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        if (!asked && banner.test(text)) {
          asked = true;
          text = '';
          stream.write(command);
        } else if (asked && answer.test(text)) end('');
      });
    });
  } finally {
    stream.destroy();
  }
}
