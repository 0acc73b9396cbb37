import { PostlabError } from '../errors.ts';
import { helperKind } from './docker-engine.ts';
import { type Engine, labelOf } from './engine.ts';
import { cgroupFolder } from './systemd/delegated-subtree.ts';

/** One thing the engine's host must have, as it was found (after mending, if that was asked for). */
export interface HostCheck {
  check: 'cgroup' | 'inotify' | 'firewall';
  ok: boolean;
  found: string;
  mend: string;
}

const mends: Record<HostCheck['check'], string> = {
  cgroup: "On the engine's host as root: mount -o remount,nsdelegate,memory_recursiveprot /sys/fs/cgroup",
  inotify: "On the engine's host as root: sysctl -w fs.inotify.max_user_instances=8192",
  firewall: "On the engine's host as root: load the kernel modules nf_tables and nf_tables_inet (modprobe nf_tables), then start Postlab again.",
};

/**
 * The firewall is a table of our own, so that no other program's rules are touched and Docker's restart does not undo it.
 * It matches the interface: a source address can be forged. `lab*` are the bridges of our sandboxes and nothing else.
 * `notrack`: the sandboxes' Internet has documentation addresses; a Docker network of somebody else's with such a subnet
 * would masquerade our packets, and the partners' mail servers would be silent.
 */
const table = `table inet postlab {
  chain input { type filter hook input priority -10; policy accept; iifname "lab*" drop; }
  chain forward { type filter hook forward priority -10; policy accept; iifname "lab*" oifname != "lab*" drop; oifname "lab*" iifname != "lab*" drop; }
  chain raw { type filter hook prerouting priority raw; policy accept; iifname "lab*" notrack; }
}`;

/** Prints one line a check: name, ok or bad, what was found; tab-separated. With `mend` it first puts things right. */
const script = `
say() { printf '%s\\t%s\\t%s\\n' "$1" "$2" "$3"; }
if [ "$MODE" = mend ]; then
  [ "$(cat /proc/sys/fs/inotify/max_user_instances)" -ge 8192 ] || echo 8192 > /proc/sys/fs/inotify/max_user_instances
  # A table that an older version made is replaced, in one step.
  nft list table inet postlab 2>/dev/null | grep -q notrack || nft -f - <<'NFT'
table inet postlab
delete table inet postlab
${table}
NFT
  if grep -q ' /sys/fs/cgroup cgroup2 ' /proc/1/mounts && ! grep ' /sys/fs/cgroup cgroup2 ' /proc/1/mounts | grep -q nsdelegate; then
    nsenter -t 1 -m mount -o remount,nsdelegate,memory_recursiveprot /sys/fs/cgroup
  fi
fi
n=$(cat /proc/sys/fs/inotify/max_user_instances)
[ "$n" -ge 8192 ] && say inotify ok "$n instances a user" || say inotify bad "fs.inotify.max_user_instances is $n, expected 8192 or more"
if nft list table inet postlab >/dev/null 2>&1; then say firewall ok "lab bridges cannot reach this host"; else say firewall bad "no rule keeps the lab bridges from this host: $(nft list tables 2>&1 | head -1)"; fi
if grep -q ' /sys/fs/cgroup cgroup2 ' /proc/1/mounts; then
  grep ' /sys/fs/cgroup cgroup2 ' /proc/1/mounts | grep -q nsdelegate && say cgroup ok "v2 with nsdelegate" || say cgroup bad "v2 without nsdelegate: a learner could raise its own limits"
elif grep -q ' /sys/fs/cgroup/unified cgroup2 ' /proc/1/mounts; then say cgroup ok "v1 with the unified hierarchy"
else say cgroup bad "v1 without the unified hierarchy at /sys/fs/cgroup/unified"; fi
`;

/**
 * Prepares the engine's host with one container of our own, through the engine's API, so that it works for
 * local, desktop and remote engines. Leaves a small helper running, which tidies cgroups (and makes them writable on old v2 engines).
 * @param options.mend false only looks, and leaves nothing
 */
export async function provision(engine: Engine, options: { image: string; instance: string; mend?: boolean }): Promise<HostCheck[]> {
  const mend = options.mend ?? true;
  const labels = { [labelOf.instance]: options.instance, [labelOf.kind]: 'provision' };
  const v2 = (await engine.facts()).cgroupVersion === 'v2';
  const container = await engine.createService({
    name: `postlab-${options.instance}-provision-${Date.now().toString(36)}`,
    image: options.image,
    command: ['/usr/bin/sleep', '120'],
    labels,
    network: 'host',
    networkMode: 'host',
    pidMode: 'host',
    // Remounting the host's cgroup2 needs everything; the firewall and inotify need much less.
    ...(v2 ? { privileged: true } : { unmasked: true }),
    capabilities: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE'],
  });
  try {
    await engine.start(container);
    const { stdout, stderr } = await engine.run(container, ['/bin/bash', '-c', script], { env: { MODE: mend ? 'mend' : 'look' }, timeout: 30_000 });
    const checks = stdout
      .trim()
      .split('\n')
      .flatMap((line): HostCheck[] => {
        const [check, verdict, found = ''] = line.split('\t');
        return check && check in mends ? [{ check: check as HostCheck['check'], ok: verdict === 'ok', found, mend: mends[check as HostCheck['check']] }] : [];
      });
    if (checks.length < 3)
      throw new PostlabError({
        code: 'provision-failed',
        status: 503,
        message: `The engine's host could not be looked at: ${stderr.trim() || stdout.trim()}`,
        hint: 'Run "npx postlab doctor".',
      });
    if (mend) await ensureHelper(engine, options);
    return checks;
  } finally {
    await engine.remove(container);
  }
}

async function ensureHelper(engine: Engine, options: { image: string; instance: string }): Promise<void> {
  const labels = { [labelOf.instance]: options.instance, [labelOf.kind]: helperKind };
  for (const old of await engine.containers(labels)) {
    if (old.running && old.image === options.image) return;
    await engine.remove(old.id);
  }
  const { cgroupVersion } = await engine.facts();
  const v1 = cgroupVersion === 'v1';
  const helper = await engine.createService({
    name: `postlab-${options.instance}-helper-${Date.now().toString(36)}`,
    image: options.image,
    command: ['/usr/bin/sleep', 'infinity'],
    labels,
    network: 'none',
    networkMode: 'none',
    capabilities: [],
    restart: true,
    memoryBytes: 64 * 1024 * 1024,
    ...(v1 ? { binds: [`/sys/fs/cgroup/unified/${cgroupFolder}:/sys/fs/cgroup/${cgroupFolder}:rw`] } : { privileged: true, pidMode: 'host' as const }),
  });
  await engine.start(helper);
  // Cgroups of hosts that a killed runner left behind: an empty one can be removed, a busy one refuses.
  if (v1) {
    const folder = `/sys/fs/cgroup/${cgroupFolder}/${options.instance}`;
    await engine.run(helper, ['/bin/sh', '-c', `[ ! -d ${folder} ] || find ${folder} -mindepth 1 -depth -type d -exec rmdir {} \\; 2>/dev/null; true`], {
      timeout: 20_000,
    });
  }
}
