import type { HostContainerSpec } from './engine.ts';

/** Docker keeps IPv6 off in a container whose network has none by its own notion: ours have, beside it (docs/security.md). */
export const ipv6On = { 'net.ipv6.conf.all.disable_ipv6': '0', 'net.ipv6.conf.default.disable_ipv6': '0' } as const;

/**
 * What PID 1 does first at each boot of a host that has IPv6; then it is what it is on every host. An engine that switched IPv6 off on the
 * interface (`Engine.enableIpv6`) is waited for.
 */
const script = `
for _ in $(seq 1 300); do
  [ "$(cat /proc/sys/net/ipv6/conf/eth0/disable_ipv6 2>/dev/null)" = 0 ] && break
  sleep 0.1
done
if ! ip -6 address replace "$1" dev eth0 nodad || ! ip -6 route replace default via "$2" dev eth0; then
  echo "the IPv6 address $1 cannot be set" >&2
  exit 7
fi
exec /usr/local/sbin/postlab-init`;

export function ipv6Entrypoint({ address, gateway }: NonNullable<HostContainerSpec['ipv6']>): string[] {
  return ['/bin/bash', '-c', script, 'postlab-ipv6', address, gateway];
}

/** As root of the engine's machine, in the network of a container. */
export const enableScript = 'for file in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 0 > "$file" || exit 1; done';
