import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Keyboard } from './client.ts';

interface Inspected {
  Config: { Env: string[]; Image: string; Hostname: string; StopSignal: string };
  HostConfig: {
    Binds: string[] | null;
    CgroupnsMode: string;
    SecurityOpt: string[] | null;
    CapAdd: string[];
    Tmpfs: Record<string, string>;
    Memory: number;
    PidsLimit: number;
  };
}

function docker(args: string[]): string {
  const done = spawnSync('docker', args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`docker ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout.trim();
}

/** Shell that waits until systemd is up, Postfix answers EHLO and Dovecot greets, which is what the product waits for. */
const untilReady = `
for i in $(seq 600); do case $(systemctl is-system-running) in running|degraded) break;; esac; sleep 0.06; done
for i in $(seq 600); do
  exec 3<>/dev/tcp/127.0.0.1/25 && read -t 5 -u 3 line && [[ $line == 220* ]] && printf 'EHLO x\\r\\n' >&3 && read -t 5 -u 3 line && [[ $line == 250* ]] && break
  sleep 0.06
done 2>/dev/null
for i in $(seq 600); do
  exec 3<>/dev/tcp/127.0.0.1/143 && read -t 5 -u 3 line && [[ $line == '* OK'* ]] && exit 0
  sleep 0.06
done 2>/dev/null
exit 1`;

/** The same container as the given one of the product, started with the docker command in a network of its own, until it is as ready. */
export function startByHand(model: string): { ready: () => Promise<void>; remove: () => void } {
  const [facts] = JSON.parse(docker(['inspect', model])) as [Inspected];
  const { Config: config, HostConfig: host } = facts;
  const id = randomBytes(5).toString('hex');
  const name = `postlab-bench-${id}`;
  // On cgroup v1 each host has a folder of its own; its path is in the environment and in a bind.
  const folder = config.Env.find((e) => e.startsWith('POSTLAB_CGROUP='))?.split('=')[1];
  const own = (text: string) => (folder ? text.replaceAll(folder, `postlab/bench/${id}`) : text);
  const args = [
    ...['run', '-d', '--name', name, '--network', name, '--hostname', config.Hostname, '--stop-signal', config.StopSignal],
    ...[
      '--cgroupns',
      host.CgroupnsMode || 'private',
      '--memory',
      String(host.Memory),
      '--memory-swap',
      String(host.Memory),
      '--pids-limit',
      String(host.PidsLimit),
    ],
    ...['--cap-drop', 'ALL', ...host.CapAdd.flatMap((cap) => ['--cap-add', cap.replace(/^CAP_/, '')])],
    ...Object.entries(host.Tmpfs).flatMap(([path, options]) => ['--tmpfs', `${path}:${options}`]),
    ...(host.SecurityOpt ?? []).flatMap((option) => ['--security-opt', option]),
    ...(host.Binds ?? []).flatMap((bind) => ['-v', own(bind)]),
    ...config.Env.filter((e) => e.startsWith('POSTLAB_')).flatMap((e) => ['-e', own(e)]),
    config.Image,
  ];
  return {
    ready: async () => {
      docker(['network', 'create', name]);
      docker(args);
      docker(['exec', name, '/bin/bash', '-c', untilReady]);
    },
    remove: () => {
      spawnSync('docker', ['rm', '-f', '-v', name]);
      spawnSync('docker', ['network', 'rm', name]);
    },
  };
}

/** A shell through `docker exec -it`, typed on through a terminal that script(1) gives it. */
export function dockerExec(container: string): Promise<Keyboard> {
  const child = spawn('script', ['-qfc', `docker exec -it -e LANG=C.UTF-8 ${container} /bin/bash -i`, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    const heard = new Set<(text: string) => void>();
    let text = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`docker exec ended with ${code}: ${text}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const said = chunk.toString();
      for (const listener of heard) listener(said);
      text += said;
      if (/[#$] /.test(text))
        resolve({
          press: (key) => void child.stdin.write(key),
          onText: (listener) => {
            heard.add(listener);
            return () => heard.delete(listener);
          },
          close: () => void child.kill(),
        });
    });
  });
}
