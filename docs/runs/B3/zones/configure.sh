# Inside the container: the configurations of the two BINDs and of Unbound.
cd /srv/zones
rndc-confgen -a -A hmac-sha256 -k run -c /srv/zones/run.key >/dev/null 2>&1
chmod 644 run.key
cat >rndc.conf <<C
include "/srv/zones/run.key";
options { default-key "run"; default-server 127.0.0.1; default-port 953; };
C
cat >primary.conf <<C
include "/srv/zones/run.key";
controls { inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "run"; }; };
options { directory "/run/primary"; listen-on { 192.0.2.53; }; listen-on-v6 { none; }; recursion no; pid-file "/run/primary/pid"; session-keyfile "/run/primary/key"; also-notify { 192.0.2.54; }; notify explicit; allow-transfer { any; }; check-names primary ignore; check-mx ignore; check-mx-cname ignore; query-source address 192.0.2.53; notify-source 192.0.2.53; };
logging { channel f { file "/run/primary/log"; print-time yes; severity info; }; category default { f; }; };
zone "k3f9.test" { type primary; file "/srv/zones/k3f9.test"; };
zone "example" { type primary; file "/srv/zones/example"; };
zone "2.0.192.in-addr.arpa" { type primary; file "/srv/zones/reverse"; };
C
cat >secondary.conf <<C
controls { };
options { directory "/run/secondary"; listen-on { 192.0.2.54; }; listen-on-v6 { none; }; recursion no; pid-file "/run/secondary/pid"; session-keyfile "/run/secondary/key"; transfer-source 192.0.2.54; query-source address 192.0.2.54; };
zone "k3f9.test" { type secondary; primaries { 192.0.2.53; }; file "/run/secondary/k3f9.test"; };
C
cat >unbound.conf <<C
server:
  interface: 127.0.0.1
  username: ""
  chroot: ""
  directory: "/run"
  pidfile: "/run/unbound.pid"
  do-not-query-localhost: no
  outgoing-interface: 192.0.2.10
  access-control: 0.0.0.0/0 allow
  module-config: "iterator"
  local-zone: "test." nodefault
  local-zone: "2.0.192.in-addr.arpa." nodefault
remote-control:
  control-enable: yes
  control-interface: /run/unbound.sock
  control-use-cert: no
stub-zone:
  name: "k3f9.test"
  stub-addr: 192.0.2.53
stub-zone:
  name: "example"
  stub-addr: 192.0.2.53
stub-zone:
  name: "2.0.192.in-addr.arpa"
  stub-addr: 192.0.2.53
C
