#!/usr/bin/env bash
# The recorded outputs of lesson B3 (dns-for-mail): `npm run transcripts -- B3`, about two minutes.
# One network namespace without any network: every machine of the story is an address on its loopback. BIND serves the zones (.53) and is
# copied by a second BIND (.54); Unbound on 127.0.0.1 is the caching resolver that Postfix and dig ask. smtp-sink plays the receivers.
. "$(dirname "$0")/../lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
image_dns=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/dns | head -1)
printf 'nameserver 127.0.0.1\n' >"$OUT/.resolv.conf"
docker run -d --init --label "postlab-run=$RUN" --network none --name "$RUN-ns" --cap-add NET_ADMIN --entrypoint sleep "$image_dns" infinity >/dev/null
docker run -d --init --label "postlab-run=$RUN" --network "container:$RUN-ns" --name "$RUN-mail" -e TZ=UTC0 --entrypoint sleep "$IMAGE_MAIL" infinity >/dev/null
for c in ns mail; do docker exec -i "$RUN-$c" sh -c 'cat >/etc/resolv.conf; mkdir -p /var/spool/postfix/etc; cp /etc/resolv.conf /var/spool/postfix/etc/' <"$OUT/.resolv.conf"; done
docker cp -q "$here/zones" "$RUN-ns:/srv/zones"
on ns 'for a in 10 20 21 30 53 54 66 67; do ip addr add 192.0.2.$a/32 dev lo; done; ip -6 addr add 2001:db8::10/128 dev lo 2>/dev/null || true
mkdir -p /run/primary /run/secondary; chmod 777 /run/primary /run/secondary; chmod -R a+rX /srv/zones
sh /srv/zones/configure.sh
named -c /srv/zones/primary.conf && named -c /srv/zones/secondary.conf && unbound -c /srv/zones/unbound.conf'
until docker exec "$RUN-ns" dig +short +time=1 k3f9.test MX | grep -q mail; do sleep 0.3; done
prompt='root@mail:~#'
host='chenjie@pc:~$'

echo "== reading a zone"
record zone ns 'cat /srv/zones/k3f9.test' 'root@ns1:~#'
record zone ns 'named-checkzone k3f9.test /srv/zones/k3f9.test' 'root@ns1:~#'
record lookup ns 'dig +noall +answer k3f9.test MX' "$host"
record lookup ns 'dig +noall +answer mail.k3f9.test A mail.k3f9.test AAAA' "$host"
record lookup ns 'dig +noall +answer www.k3f9.test MX' "$host"

echo "== TTL and negative caching"
record negative ns 'dig +noall +comments +authority imap.k3f9.test A | grep -E "status|SOA"' "$host"
on ns "cd /srv/zones && sed -i 's/2026112501/2026112502/' k3f9.test && echo 'imap    A    192.0.2.10' >>k3f9.test && rndc -c /srv/zones/rndc.conf -s 127.0.0.1 -p 953 reload k3f9.test" >/dev/null
until docker exec "$RUN-ns" dig +short @192.0.2.53 imap.k3f9.test | grep -q 192; do sleep 0.3; done
sleep 5
record negative ns 'dig +noall +answer imap.k3f9.test A @192.0.2.53' "$host"
record negative ns 'dig +noall +comments +authority imap.k3f9.test A | grep -E "status|SOA"' "$host"
record negative ns 'dig +noall +answer k3f9.test MX' "$host"
on ns "unbound-control -c /srv/zones/unbound.conf flush_zone k3f9.test" >/dev/null

echo "== the serial"
until docker exec "$RUN-ns" dig +short @192.0.2.54 k3f9.test SOA | grep -q 2026112502; do sleep 0.5; done
on ns "cd /srv/zones && sed -i 's/^@  *MX .*mail$/@       MX   10 mx1/' k3f9.test && echo 'mx1     A    192.0.2.10' >>k3f9.test"
record serial ns 'rndc -c /srv/zones/rndc.conf reload k3f9.test' 'root@ns1:~#'
until docker exec "$RUN-ns" dig +short @192.0.2.53 k3f9.test MX | grep -q mx1; do sleep 0.3; done
record serial ns 'for s in 192.0.2.53 192.0.2.54; do dig +short k3f9.test SOA @$s; dig +short k3f9.test MX @$s; done' "$host"
sed -i 's/ -c \/srv\/zones\/rndc.conf//' "$OUT/serial.txt"

echo "== named-checkzone on three mistakes"
record mistakes ns 'cd /srv/zones; diff ok mx-alias; named-checkzone k3f9.test mx-alias' 'root@ns1:~#'
record mistakes ns 'cd /srv/zones; named-checkzone -M fail k3f9.test mx-alias'  'root@ns1:~#'
record mistakes ns 'cd /srv/zones; diff ok mx-address; named-checkzone k3f9.test mx-address' 'root@ns1:~#'
record mistakes ns 'cd /srv/zones; diff ok no-dot; named-checkzone k3f9.test no-dot' 'root@ns1:~#'
sed -i 's/cd \/srv\/zones; //' "$OUT/mistakes.txt"

echo "== what Postfix does with each kind of domain"
on mail 'postconf -e myorigin=k3f9.test myhostname=mail.k3f9.test mydestination= inet_interfaces=192.0.2.10 inet_protocols=ipv4 maillog_file=/var/log/mail.log compatibility_level=3.9 smtp_connect_timeout=3s smtp_bind_address=192.0.2.10 smtp_tls_security_level=none smtp_dns_support_level=enabled relayhost= smtpd_peername_lookup=yes; : >/var/log/mail.log; cp /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start' 2>/dev/null
on mail 'for a in 20 30; do smtp-sink -u nobody -h mx.sink.example 192.0.2.$a:25 10 & done' >/dev/null 2>&1
sleep 1
domains='two no-mx null null-more alias alias-owner address ghost missing empty broken equal self self-backup alias-ghost half-broken'
for d in $domains; do on mail "printf 'Subject: %s\n\ntest\n' $d | sendmail -f lin@k3f9.test someone@$d.example"; done
for d in $domains; do wait_for mail /var/log/mail.log "to=<someone@$d.example>" 60; done
{ for d in $domains; do on mail "grep -m1 'to=<someone@$d.example>' /var/log/mail.log" ; done; } | sed -E 's/^.*(to=<)/\1/; s/ delay=[^,]*, delays=[^,]*,//' >"$OUT/postfix.txt"
on ns 'cat /srv/zones/example' >"$OUT/example-zone.txt"


echo "== who calls: forward-confirmed reverse DNS"
on mail ': >/var/log/mail.log'
for a in 66 67 20; do on mail "printf 'QUIT\r\n' | nc -w 3 -s 192.0.2.$a 192.0.2.10 25" >/dev/null; done
wait_for mail /var/log/mail.log 'disconnect from mx.haibo' 20
for a in 20 66 67; do record reverse ns "dig +short -x 192.0.2.$a" "$prompt"; done
record reverse ns 'dig +short mx.haibo.example A printer.k3f9.test A' "$prompt"
record reverse mail 'grep -E " connect from|does not resolve" /var/log/mail.log' "$prompt"
sed -i -E 's/^[A-Z][a-z]{2} [0-9]+ ([0-9:]{8}) [^ ]+ /\1 /; s/^[0-9]{4}-[0-9-]+T([0-9:]{8})[^ ]* [^ ]+ /\1 /' "$OUT/reverse.txt"
record versions mail 'dpkg-query -W postfix'
record versions ns 'dpkg-query -W bind9 unbound'

