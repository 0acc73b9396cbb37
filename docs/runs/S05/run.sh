#!/usr/bin/env bash
# The recorded outputs of lesson S05 (mail-architecture): `npm run transcripts -- S05`, under a minute. One mail server in a container
# without a network; the stranger is an address on its loopback.
. "$(dirname "$0")/../lib.sh"
docker run -d --init --label "postlab-run=$RUN" --network none --name "$RUN-mail" --hostname mail.k3f9.test -e TZ=UTC0 --cap-add NET_ADMIN --entrypoint sleep "$IMAGE_MAIL" infinity >/dev/null
on mail 'ip addr add 192.0.2.10/32 dev lo; ip addr add 192.0.2.20/32 dev lo; printf "192.0.2.10 mail.k3f9.test mail\n192.0.2.20 mx.haibo.example\n" >>/etc/hosts; echo nameserver 127.0.0.1 >/etc/resolv.conf; echo mail.k3f9.test >/etc/mailname'
mailserver mail mail.k3f9.test k3f9.test lin chenjie
on mail 'postconf -e smtp_dns_support_level=disabled smtp_host_lookup=native; sed -i "s/^  imap = yes/  imap = yes\n  pop3 = yes/" /etc/dovecot/dovecot.conf; doveadm stop; while pgrep -x dovecot >/dev/null; do sleep 0.2; done; dovecot; postfix reload' >/dev/null 2>&1
prompt='root@mail:~#'
short() { sed -i -E 's/^[A-Z][a-z]{2} [ 0-9]?[0-9] ([0-9:]{8}) [^ ]+ /\1 /; s/^(Nov|Dec) [0-9]+ ([0-9:]{8}) /\2 /' "$OUT/$1.txt"; }
send() { on mail "swaks --server 192.0.2.10 --local-interface 192.0.2.20 --helo mx.haibo.example --from wang@haibo.example --to ${1:-lin@k3f9.test} --h-Subject '${2:-order}' --silent 3 >/dev/null 2>&1 || true"; }

echo "== the pipeline"
on mail ': >/var/log/mail.log'
send lin@k3f9.test,chenjie@k3f9.test
wait_for mail /var/log/mail.log ': removed' 30
record pipeline mail 'grep -v -e NIS -e statistics /var/log/mail.log' "$prompt"
record pipeline mail 'tail -n 3 /var/log/dovecot.log | grep lmtp' "$prompt"
short pipeline

echo "== which of them are in the chroot"
record chroot mail "postconf -M | awk '{ print \$5, \$8 }' | grep -w -e smtpd -e cleanup -e qmgr -e lmtp -e virtual | sort -u" "$prompt"
record chroot mail 'ls -l /var/spool/postfix/private | grep -e auth -e dovecot-lmtp -e "smtp$"' "$prompt"
sed -i -E 's/ +[0-9]+ [A-Z][a-z]{2} +[0-9]+ [0-9:]{5} / … /' "$OUT/chroot.txt"

echo "== a filter that is away"
probe='swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test --quit-after RCPT'
for action in tempfail accept; do
  on mail "postconf -e smtpd_milters=inet:127.0.0.1:11332 milter_default_action=$action; postfix reload 2>/dev/null; sleep 1"
  record milter mail 'postconf smtpd_milters milter_default_action' "$prompt"
  record milter mail "$probe 2>&1 | grep -E '^<[-*]+ +(250 2|4|5)'" 'wang@haibo:~$'
done
on mail 'postconf -X smtpd_milters milter_default_action; postfix reload 2>/dev/null; sleep 1'
sed -i -E "/^wang@/ s/ 2>&1 .*/ …/" "$OUT/milter.txt"

echo "== POP3 and IMAP on one mailbox"
imap='curl -sk --url imaps://mail.k3f9.test/INBOX -u lin@k3f9.test:harbour-lamp-27'
record pop3 mail "$imap -X 'STATUS INBOX (MESSAGES UNSEEN)'" 'lin@phone:~$'
record pop3 mail "curl -sk --url pop3s://mail.k3f9.test/1 -u lin@k3f9.test:harbour-lamp-27 | grep Subject" 'lin@desk:~$'
record pop3 mail "curl -sk --url pop3s://mail.k3f9.test/1 -u lin@k3f9.test:harbour-lamp-27 -X DELE -l" 'lin@desk:~$'
record pop3 mail "$imap -X 'STATUS INBOX (MESSAGES UNSEEN)'" 'lin@phone:~$'
sed -i -E 's/ -u lin@k3f9.test:harbour-lamp-27/ -u lin@k3f9.test/' "$OUT/pop3.txt"

echo "== the directory is away: who exists cannot be asked"
on mail 'postconf -e "virtual_mailbox_maps=tcp:127.0.0.1:9999"; postfix reload 2>/dev/null; sleep 1; : >/var/log/mail.log'
record directory mail "$probe 2>&1 | grep -E '^<[-*]+ +(250 2|4|5)'" 'wang@haibo:~$'
sed -i -E "/^wang@/ s/ 2>&1 .*/ …/" "$OUT/directory.txt"
record directory mail 'grep -m1 -o "warning: .*" /var/log/mail.log' "$prompt"
record versions mail 'dpkg-query -W postfix dovecot-core' "$prompt"
