#!/usr/bin/env bash
# Regenerates the transcripts of lesson S20: what a submitted message tells about its writer, a log without names, an administrator in
# somebody's mailbox, and what is left of a person after her mailbox is deleted.
# Real: Debian 13, Postfix, Dovecot and swaks of our image `mail`, in one container with addresses of its own.
# Usage: docs/runs/S20/run.sh      about 30 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S20
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { [ -n "${KEEP:-}" ] || docker rm -f s20-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
docker rm -f s20-mail >/dev/null 2>&1 || true
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s20-mail --hostname mail.k3f9.test --network none --cap-add NET_ADMIN --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s20-mail bash -c "$1"; }
on 'ip addr add 192.0.2.10/32 dev lo; ip addr add 198.51.100.23/32 dev lo; printf "192.0.2.10 mail.k3f9.test\n198.51.100.23 chenjie-laptop.home.example\n" >>/etc/hosts'
docker exec -i s20-mail bash -euo pipefail -s -- mail.k3f9.test k3f9.test lin chenjie <"$here/../mailserver.sh" >/dev/null 2>&1
until_in s20-mail 20 'exec 3<>/dev/tcp/192.0.2.10/25 && head -1 <&3 | grep -q 220'

echo "== headers ($SECONDS s)"
submit() { on "swaks --server mail.k3f9.test --port 587 --tls --auth PLAIN --auth-user chenjie@k3f9.test --auth-password harbour-lamp-27 --local-interface 198.51.100.23 --ehlo chenjie-laptop --from chenjie@k3f9.test --to lin@k3f9.test --header 'Subject: $1' --silent 3"; until_in s20-mail 20 "doveadm search -u lin@k3f9.test mailbox INBOX subject '$1' | grep -q ."; }

# Of the header the part that we are after: the hops of our own server and what the program added itself.
head_of() { typed s20-mail 'root@mail:~#' "doveadm -f flow fetch -u lin@k3f9.test hdr mailbox INBOX subject $1" sed -n '/^Received: \(from chenjie\|by mail\)/,/^X-Mailer/p'; }
submit before
rec headers
head_of before
mark 1 'chenjie-laptop.home'
on 'postconf -P submission/inet/smtpd_hide_client_session=yes; postfix reload' >/dev/null 2>&1
submit after
typed s20-mail 'root@mail:~#' 'postconf -P submission/inet/smtpd_hide_client_session'
head_of after
mark 2 '^Received: by mail'
typed s20-mail 'root@mail:~#' 'grep sasl_username /var/log/mail.log | tail -n 1'
mark 3 'sasl_username'

echo "== pseudonyms ($SECONDS s)"
docker exec -i s20-mail bash -c 'cat >/usr/local/bin/pseudonymise; chmod +x /usr/local/bin/pseudonymise; head -c 32 /dev/urandom >/root/log.key; chmod 600 /root/log.key' <<'P'
#!/usr/bin/env python3
"""Mail addresses become keyed pseudonyms, IPv4 addresses lose their last octet. The key is in a file that one role may read."""
import hashlib, hmac, re, sys

key = open(sys.argv[1], 'rb').read()


def pseudonym(match):
    domain = match[0].rsplit('@', 1)[1]
    return 'u-' + hmac.new(key, match[0].lower().encode(), hashlib.sha256).hexdigest()[:8] + '@' + domain


for line in sys.stdin:
    if 'message-id=' not in line:
        line = re.sub(r'[\w.+-]+@[\w.-]+\w', pseudonym, line)
    print(re.sub(r'\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b', r'\1.0', line), end='')
P
rec pseudonyms
typed s20-mail 'root@mail:~#' 'grep -E "sasl_username|status=sent" /var/log/mail.log | tail -n 2 | pseudonymise /root/log.key'
mark 1 'client='; mark 2 'status=sent'

echo "== administrator ($SECONDS s)"
docker exec -i s20-mail bash -euo pipefail -s >/dev/null 2>&1 <<'S'
cat >>/etc/dovecot/dovecot.conf <<'C'
auth_master_user_separator = *
passdb admins {
  driver = passwd-file
  passwd_file_path = /etc/dovecot/admins
  master = yes
}
C
echo 'wanghui:{PLAIN}amber-quay-31::::::' >/etc/dovecot/admins
doveadm reload
sleep 2
S
rec administrator
look() { typed s20-mail 'wanghui@admin:~$' "curl -s --cacert /etc/ssl/certs/mail.pem --user 'lin@k3f9.test*wanghui:amber-quay-31' 'imaps://mail.k3f9.test/INBOX;MAILINDEX=1;SECTION=HEADER.FIELDS%20(SUBJECT)'" sed '/^\r*$/d'; }
logged() { typed s20-mail 'root@mail:~#' 'grep imap-login /var/log/dovecot.log | tail -n 1'; }
look
mark 1 'Subject: before'
logged
mark 2 'Logged in' '!'
on 'echo "login_log_format_elements = user=<%{user}> by=<%{auth_user}> rip=%{remote_ip} session=<%{session}>" >>/etc/dovecot/dovecot.conf; doveadm reload; sleep 2'
typed s20-mail 'root@mail:~#' 'doveconf login_log_format_elements'
look
logged
mark 3 'by=<wanghui>'
typed s20-mail 'root@mail:~#' 'wc -l </var/log/dovecot.log; doveadm fetch -u lin@k3f9.test hdr.subject mailbox INBOX 1; wc -l </var/log/dovecot.log'
mark 4 'hdr.subject: before' '!'

echo "== what is left ($SECONDS s)"
on "swaks --server mail.k3f9.test --from lin@k3f9.test --to chenjie@k3f9.test --silent 3"
until_in s20-mail 20 'ls /srv/vmail/k3f9.test/chenjie/Maildir/new/* 2>/dev/null | grep -q .'
on 'mkdir -p /backup && tar -C / -czf /backup/2026-11-24.tar.gz srv/vmail etc/postfix etc/dovecot 2>/dev/null; echo "team@k3f9.test lin@k3f9.test, chenjie@k3f9.test" >>/etc/postfix/virtual'
rec erased
typed s20-mail 'root@mail:~#' 'rm -r /srv/vmail/k3f9.test/chenjie; sed -i /^chenjie@/d /etc/dovecot/users'
typed s20-mail 'root@mail:~#' 'grep -rlF chenjie@k3f9.test /srv /etc /var'
mark 1 'lin/Maildir'; mark 2 '/etc/postfix' '!'; mark 3 'mail.log'
typed s20-mail 'root@mail:~#' 'tar tzf /backup/2026-11-24.tar.gz | grep -c /chenjie/'
mark 4 '^[1-9]' '!'
