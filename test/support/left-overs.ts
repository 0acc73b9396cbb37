import { helperKind } from '../../lab-runner/engine/docker-engine.ts';
import { type Engine, labelOf } from '../../lab-runner/engine/engine.ts';
import { cgroupFolder } from '../../lab-runner/engine/systemd/delegated-subtree.ts';

/** Containers, volumes, networks and cgroup folders of this instance that belong to a sandbox. World and helper are no sandbox's. */
export async function leftOvers(engine: Engine, instance: string): Promise<string[]> {
  const mine = { [labelOf.instance]: instance };
  const ofSandbox = (item: { labels: Record<string, string> }) => labelOf.sandbox in item.labels;
  const [containers, volumes, networks, cgroups] = await Promise.all([
    engine.containers(mine),
    engine.volumes(mine),
    engine.networks(mine),
    cgroupFolders(engine, instance),
  ]);
  return [
    ...containers.filter(ofSandbox).map((c) => `container ${c.name}`),
    ...volumes.filter(ofSandbox).map((v) => `volume ${v.name}`),
    ...networks.filter(ofSandbox).map((n) => `network ${n.name}`),
    ...cgroups.map((name) => `cgroup ${name}`),
  ];
}

/** Folders of hosts in the delegated hierarchy (cgroup v1 only), as the helper on the engine's host sees them. */
async function cgroupFolders(engine: Engine, instance: string): Promise<string[]> {
  if ((await engine.facts()).cgroupVersion !== 'v1') return [];
  const helper = (await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: helperKind })).find((c) => c.running);
  if (!helper) return [];
  const folder = `/sys/fs/cgroup/${cgroupFolder}/${instance}`;
  const { stdout } = await engine.run(helper.id, ['/bin/sh', '-c', `[ ! -d ${folder} ] || find ${folder} -mindepth 1 -maxdepth 1 -type d`], {
    timeout: 10_000,
  });
  return stdout.split('\n').filter(Boolean);
}
