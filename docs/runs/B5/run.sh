#!/usr/bin/env bash
# The recorded outputs of lesson B5 (transport-security): `npm run transcripts -- B5`, about three minutes.
# mail.k3f9.test sends to mx1.haibo.example; haibo.example is signed (BIND), the sender's resolver validates (unbound); and a machine between
# the two takes the offer of STARTTLS away.
. "$(dirname "$0")/../lib.sh"
work=$(mktemp -d)
cat >"$work/Dockerfile" <<D
FROM $(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends bind9 bind9-utils unbound postfix-mta-sts-resolver && rm -rf /var/lib/apt/lists/*
D
docker build -q -t postlab-run/b5 "$work" >/dev/null
rm -r "$work"
network 203.0.113
for h in 'dns ns.example 53' 'haibo mx1.haibo.example 20' 'k3f9 mail.k3f9.test 25' 'tap tap.example 66'; do
  read -r name fqdn octet <<<"$h"
  host "$name" "$fqdn" "$octet" postlab-run/b5 UTC0
done

# A certification authority of our own, which the sender trusts, and the receiver's certificate.
on haibo 'mkdir -p /etc/ssl/lab && cd /etc/ssl/lab
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=Lab CA" -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem 2>/dev/null
for n in mx1 mta-sts; do
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$n.haibo.example" -keyout $n.key -out $n.csr 2>/dev/null
  printf "subjectAltName=DNS:%s.haibo.example\n" $n >$n.ext
  openssl x509 -req -in $n.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile $n.ext -out $n.pem 2>/dev/null
done'
ca=$(on haibo 'cat /etc/ssl/lab/ca.pem')
on k3f9 "cat >/usr/local/share/ca-certificates/lab.crt && update-ca-certificates >/dev/null 2>&1" <<<"$ca"

record tlsa haibo 'openssl x509 -in /etc/ssl/lab/mx1.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256' 'root@mx1:~#'
on haibo 'cat /etc/ssl/lab/mx1.pem' >"$OUT/certificate.txt"
tlsa=$(on haibo 'openssl x509 -in /etc/ssl/lab/mx1.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r' | cut -d' ' -f1)

on dns "mkdir -p /var/cache/bind && cd /var/cache/bind
printf '%s\n' 'options { directory \"/var/cache/bind\"; listen-on port 5353 { any; }; listen-on-v6 { none; }; recursion no; };' \
  'zone \"haibo.example\" { type primary; file \"haibo\"; dnssec-policy default; inline-signing yes; };' \
  'zone \"k3f9.test\" { type primary; file \"k3f9\"; };' 'zone \"113.0.203.in-addr.arpa\" { type primary; file \"reverse\"; };' >/etc/bind/named.conf
soa='@ 300 IN SOA ns.example. hostmaster.example. 1 3600 600 86400 60
@ 300 IN NS ns.example.'
printf '%s\n' \"\$soa\" '@ 300 IN MX 10 mx1' 'mx1 300 IN A 203.0.113.20' '_25._tcp.mx1 300 IN TLSA 3 1 1 $tlsa' 'mta-sts 300 IN A 203.0.113.20' \
  '_mta-sts 300 IN TXT \"v=STSv1; id=20261125T03\"' '_smtp._tls 300 IN TXT \"v=TLSRPTv1; rua=mailto:tls@haibo.example\"' >haibo
printf '%s\n' \"\$soa\" '@ 300 IN MX 10 mail' 'mail 300 IN A 203.0.113.25' >k3f9
printf '%s\n' \"\$soa\" '20 300 IN PTR mx1.haibo.example.' '25 300 IN PTR mail.k3f9.test.' '66 300 IN PTR tap.example.' >reverse
chown -R bind /var/cache/bind
named -u bind -c /etc/bind/named.conf
for i in \$(seq 1 60); do dig +short -p 5353 @203.0.113.53 haibo.example DNSKEY | grep -q . && dig +dnssec -p 5353 @203.0.113.53 haibo.example MX | grep -q RRSIG && break; sleep 0.5; done
dig +short -p 5353 @203.0.113.53 haibo.example DNSKEY | sed 's/^/haibo.example. IN DNSKEY /' >/etc/unbound/haibo.key
cat >/etc/unbound/unbound.conf <<U
server:
  interface: 203.0.113.53
  access-control: 203.0.113.0/24 allow
  do-not-query-localhost: no
  do-ip6: no
  chroot: \"\"
  username: \"\"
  use-syslog: no
  trust-anchor-file: /etc/unbound/haibo.key
  local-zone: \"test.\" nodefault
  local-zone: \"113.0.203.in-addr.arpa.\" nodefault
stub-zone:
  name: \"haibo.example\"
  stub-addr: 203.0.113.53@5353
stub-zone:
  name: \"k3f9.test\"
  stub-addr: 203.0.113.53@5353
stub-zone:
  name: \"113.0.203.in-addr.arpa\"
  stub-addr: 203.0.113.53@5353
U
unbound -c /etc/unbound/unbound.conf"

common='maillog_file=/var/log/mail.log compatibility_level=3.9 inet_protocols=ipv4 mynetworks=127.0.0.0/8'
on haibo "useradd -m wang; postconf -e $common myhostname=mx1.haibo.example myorigin=haibo.example mydestination=haibo.example smtpd_tls_security_level=may smtpd_tls_received_header=yes \
  smtpd_tls_chain_files=/etc/ssl/lab/mx1.key,/etc/ssl/lab/mx1.pem
newaliases; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start >/dev/null 2>&1
mkdir -p /srv/www/.well-known; printf 'version: STSv1\r\nmode: enforce\r\nmx: mx1.haibo.example\r\nmax_age: 604800\r\n' >/srv/www/.well-known/mta-sts.txt
cat >/srv/www.py <<'P'
import http.server, ssl
class H(http.server.SimpleHTTPRequestHandler):
    extensions_map = {'.txt': 'text/plain'}
    def __init__(self, *a, **k): super().__init__(*a, directory='/srv/www', **k)
s = http.server.ThreadingHTTPServer(('', 443), H)
c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.load_cert_chain('/etc/ssl/lab/mta-sts.pem', '/etc/ssl/lab/mta-sts.key')
s.socket = c.wrap_socket(s.socket, server_side=True); s.serve_forever()
P
"
docker exec -d "$RUN-haibo" python3 /srv/www.py
# The machine between: it hands everything on, but the line that offers STARTTLS, and writes down what it reads.
on tap "cat >/srv/tap.py <<'P'
import socketserver, socket, threading
class T(socketserver.BaseRequestHandler):
    def handle(self):
        up = socket.create_connection(('203.0.113.20', 25))
        def down():
            while d := up.recv(65536):
                self.request.sendall(b''.join(l for l in d.splitlines(True) if b'STARTTLS' not in l))
        threading.Thread(target=down, daemon=True).start()
        while d := self.request.recv(65536):
            open('/srv/seen.txt', 'ab').write(d); up.sendall(d)
        up.close()
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(('', 25), T).serve_forever()
P
"
docker exec -d "$RUN-tap" python3 /srv/tap.py
on k3f9 "useradd -m lin; postconf -e $common myhostname=mail.k3f9.test myorigin=k3f9.test mydestination=k3f9.test smtp_tls_security_level=may smtp_tls_loglevel=1 \
  smtp_tls_CAfile=/etc/ssl/certs/ca-certificates.crt smtp_dns_support_level=dnssec smtp_host_lookup=dns minimal_backoff_time=10s queue_run_delay=5s
newaliases; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start >/dev/null 2>&1"
for h in haibo k3f9; do wait_for $h /var/log/mail.log 'daemon started' 30; done

prompt='root@mail:~#'
send() { # SUBJECT: a fresh log, one message, wait for its fate
  on k3f9 ": >/var/log/mail.log; printf 'From: lin@k3f9.test\nTo: wang@haibo.example\nSubject: %s\n\nThe figures of November.\n' '$1' | sendmail -f lin@k3f9.test wang@haibo.example"
  wait_for k3f9 /var/log/mail.log 'status=' 60
}
seen="grep -E 'TLS connection|status=' /var/log/mail.log"

send open
record may k3f9 'postconf smtp_tls_security_level' "$prompt"
record may k3f9 "$seen" "$prompt"

# The way to mx1 leads through the tap: as with a router in somebody else's hands.
on tap 'true'
on k3f9 'nft add table ip way; nft "add chain ip way out { type nat hook output priority -100; }"; nft add rule ip way out ip daddr 203.0.113.20 tcp dport 25 dnat to 203.0.113.66'
send stripped
record stripped k3f9 "$seen" "$prompt"
record stripped tap 'grep -A5 ^Subject /srv/seen.txt' 'root@tap:~#'

record sts k3f9 'dig +short TXT _mta-sts.haibo.example' "$prompt"
record sts k3f9 'curl -sS https://mta-sts.haibo.example/.well-known/mta-sts.txt' "$prompt"
docker exec -d "$RUN-k3f9" mta-sts-daemon -c /etc/mta-sts-daemon.yml
for i in $(seq 1 30); do on k3f9 'ss -ltn | grep -q :8461' && break; sleep 0.5; done
record sts k3f9 'postmap -q haibo.example socketmap:inet:127.0.0.1:8461:postfix' "$prompt"
on k3f9 'postconf -e smtp_tls_policy_maps=socketmap:inet:127.0.0.1:8461:postfix; postfix reload' >/dev/null 2>&1
send policy
record sts-tap k3f9 'postconf smtp_tls_policy_maps' "$prompt"
record sts-tap k3f9 "$seen" "$prompt"
on k3f9 'nft delete table ip way; postsuper -d ALL' >/dev/null 2>&1
send policy-open
record sts-open k3f9 "$seen" "$prompt"

on k3f9 'postconf -e smtp_tls_policy_maps= smtp_tls_security_level=dane; postfix reload' >/dev/null 2>&1
send dane
record dane k3f9 'dig +dnssec +noall +comments +answer TLSA _25._tcp.mx1.haibo.example | grep -E "flags|IN.TLSA"' "$prompt"
record dane k3f9 'postconf smtp_tls_security_level smtp_dns_support_level' "$prompt"
record dane k3f9 "$seen" "$prompt"
# A new key, and nobody thought of the DNS.
on haibo 'cd /etc/ssl/lab && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=mx1.haibo.example -keyout mx1.key -out mx1.csr 2>/dev/null && openssl x509 -req -in mx1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile mx1.ext -out mx1.pem 2>/dev/null; postfix reload' >/dev/null 2>&1
send renewed
record dane-wrong k3f9 "$seen" "$prompt"
record finger k3f9 'posttls-finger -c -l dane -L summary haibo.example 2>&1 | head -12' "$prompt"
record handshake k3f9 'openssl s_client -starttls smtp -connect mx1.haibo.example:25 -verify_hostname mx1.haibo.example -brief </dev/null 2>&1 | head -12' "$prompt"
record versions k3f9 'dpkg-query -W postfix openssl unbound postfix-mta-sts-resolver'
