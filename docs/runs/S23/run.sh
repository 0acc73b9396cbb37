#!/usr/bin/env bash
# Regenerates the transcripts of lesson S23: a policy service of fifteen lines, asked by hand, asked by Postfix, and broken.
# Real: Debian 13, Postfix of our image `mail`. Usage: docs/runs/S23/run.sh      about 20 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S23
mkdir -p "$out"
. "$here/../record.sh"
cleanup() { docker rm -f s23-mail >/dev/null 2>&1 || true; }
[ -n "${KEEP:-}" ] || trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s23-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s23-mail bash -c "$1"; }
on 'cat >/usr/local/bin/policy.py && chmod +x /usr/local/bin/policy.py' <"$here/policy.py"
on 'ip addr add 192.0.2.10/32 dev lo; ip addr add 203.0.113.25/32 dev lo; echo k3f9.test >/etc/mailname; useradd --create-home lin
  printf "everyone: lin\n" >/etc/aliases; newaliases
  postconf -e myhostname=mail.k3f9.test mydestination=k3f9.test "mynetworks=127.0.0.0/8" maillog_file=/var/log/mail.log alias_maps=hash:/etc/aliases "local_recipient_maps=proxy:unix:passwd.byname \$alias_maps" smtpd_relay_restrictions=reject_unauth_destination "smtpd_recipient_restrictions=check_policy_service unix:private/policy"
  postconf -M "policy/unix=policy unix - n n - 0 spawn user=nobody argv=/usr/local/bin/policy.py"
  postfix start >/dev/null 2>&1'
until_in s23-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'

rec by-hand
typed s23-mail 'root@mail:~#' 'printf "request=smtpd_access_policy\nrecipient=everyone@k3f9.test\nsasl_username=\n\n" | policy.py'
typed s23-mail 'root@mail:~#' 'printf "request=smtpd_access_policy\nrecipient=everyone@k3f9.test\nsasl_username=lin\n\n" | policy.py'
mark 1 'action=REJECT'; mark 2 'action=DUNNO'

ask() { typed s23-mail '$' "swaks --server 192.0.2.10 --local-interface 203.0.113.25 --ehlo probe.internet.test --from chen@haibo.example --to $1 --quit-after RCPT --hide-informational" grep -E 'RCPT|2\.1\.5|^<\*\*'; }
rec asked
ask everyone@k3f9.test
ask lin@k3f9.test
mark 1 '^<\*\* .*554|^<\*\* .*550|^<\*\*' '!'; mark 2 '250 2.1.5'

on 'mv /usr/local/bin/policy.py /usr/local/bin/policy.old; postfix stop >/dev/null 2>&1; : >/var/log/mail.log; postfix start >/dev/null 2>&1'
until_in s23-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'
rec broken
ask lin@k3f9.test
until_in s23-mail 10 'grep -q "problem talking" /var/log/mail.log'
typed s23-mail 'root@mail:~#' 'grep -E "warning|fatal" /var/log/mail.log' short
on 'postconf -e smtpd_policy_service_default_action=DUNNO; postfix reload >/dev/null 2>&1'
sleep 1
typed s23-mail 'root@mail:~#' 'postconf smtpd_policy_service_default_action'
ask lin@k3f9.test
mark 1 '^<\*\* *451' '!'; mark 2 'problem talking'; mark 3 'default_action = DUNNO'
