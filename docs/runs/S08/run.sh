#!/usr/bin/env bash
# The recorded outputs of lesson S08 (configuration): `npm run transcripts -- S08`, about four minutes. First the table of restrictions
# (restrictions.sh), then the pieces of the 2.3 → 2.4 drill, then what the lesson shows.
. "$(dirname "$0")/restrictions.sh"
drill=$(mktemp -d)
node "$here/drill.ts" "$drill"
docker cp -q "$drill" "$RUN-post:/srv/drill"
# What doveconf says of each piece: `null` when it has no complaint.
on post 'cd /srv/drill; python3 -c "
import glob, json, subprocess
said = {}
for file in sorted(glob.glob(\"*.conf\")):
    done = subprocess.run([\"doveconf\", \"-n\", \"-c\", \"/srv/drill/\" + file], capture_output=True, text=True)
    said[file.removesuffix(\".conf\")] = None if done.returncode == 0 else done.stderr.strip().split(\": \", 2)[-1]
print(json.dumps(said, indent=2))"' >"$here/drill.json"
rm -r "$drill"
prompt='root@mail:~#'

echo "== Dovecot: loud and silent"
on post 'cat >/srv/base <<C
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
mail_driver = maildir
mail_path = ~/Maildir
mail_uid = vmail
mail_gid = vmail
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
auth_mechanisms = plain
auth_allow_cleartext = yes
ssl = no
log_path = /var/log/dovecot.log
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0666
  }
}
C
groupadd -g 5000 vmail; useradd -u 5000 -g 5000 -d /srv/vmail -M vmail; install -d -o vmail -g vmail /srv/vmail'
dove() { on post "cat /srv/base - >/etc/dovecot/dovecot.conf; doveadm stop 2>/dev/null || true; while pgrep -x dovecot >/dev/null; do sleep 0.2; done; dovecot; until doveadm user lin@k3f9.test >/dev/null 2>&1; do sleep 0.2; done"; }
on post 'cat >/root/old.conf' <<'C'
protocols = imap
mail_location = maildir:~/Maildir
ssl_cert = </etc/ssl/certs/mail.pem
C
record loud post 'cat old.conf; doveconf -n -c old.conf' "$prompt"
on post 'sed -i "1i dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0" /root/old.conf'
record loud post "doveconf -n -c old.conf" "$prompt"
on post 'sed -i "s/^mail_location.*/mail_driver = maildir\nmail_path = ~\/Maildir/" /root/old.conf'
record loud post "doveconf -n -c old.conf" "$prompt"
dove <<<'mail_home = /srv/vmail/%d/%n'
record silent post 'grep mail_home /etc/dovecot/dovecot.conf; doveconf -n >/dev/null && echo no complaint' "$prompt"
record silent post 'for u in lin chenjie; do doveadm user -f home $u@k3f9.test; done' "$prompt"
dove <<<'mail_home = /srv/vmail/%{user | domain}/%{user | username}'
record silent post 'grep mail_home /etc/dovecot/dovecot.conf' "$prompt"
record silent post 'for u in lin chenjie; do doveadm user -f home $u@k3f9.test; done' "$prompt"

echo "== one account: made, limited, closed"
dove <<'C'
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_plugins {
  quota = yes
}
quota "User quota" {
}
quota_storage_size = 100M
C
# A fixed hash, so that the line can be shown.
on post 'sed -i "/^lin@/d" /etc/dovecot/users; echo "lin@k3f9.test:{SHA512-CRYPT}$(doveadm pw -s SHA512-CRYPT -p harbour-lamp-27 | cut -d} -f2)::::::userdb_quota_storage_size=1G" >>/etc/dovecot/users'
record account post "grep ^lin@ /etc/dovecot/users" "$prompt"
record account post 'doveadm auth test lin@k3f9.test harbour-lamp-27 | head -1' "$prompt"
record account post 'doveadm quota get -u lin@k3f9.test' "$prompt"
record account post 'doveadm quota get -u chenjie@k3f9.test | tail -n +2' "$prompt"
# Dovecot looks at the file's time and size once a second.
on post 'sed -i "/^lin@/s/}[^:]*:/}*:/" /etc/dovecot/users; sleep 2'
record account post "grep ^lin@ /etc/dovecot/users" "$prompt"
record account post 'doveadm auth test lin@k3f9.test harbour-lamp-27 | head -1' "$prompt"
record account post 'doveadm user -f home lin@k3f9.test' "$prompt"
sed -i -E 's/(SHA512-CRYPT\}!?\$6\$....)[^:]*/\1…/' "$OUT/account.txt"

echo "== Postfix: one domain, one class; sizes; the order of a list"
on post 'sed -i -E "s/^#(smtp +inet .* smtpd)$/\1/; s/^(smtp +inet +n +- +)y( .*smtpd)$/\1n\2/" /etc/postfix/master.cf; postfix stop; postconf -e inet_interfaces=all mydestination=k3f9.test,localhost; : >/var/log/mail.log; postfix start' >/dev/null 2>&1
until docker exec "$RUN-post" bash -c 'exec 3<>/dev/tcp/127.0.0.1/25' 2>/dev/null; do sleep 0.3; done
swaks='swaks --server 127.0.0.1 --quit-after RCPT --hide-all'
record class post 'postconf mydestination virtual_mailbox_domains' "$prompt"
on post 'swaks --server 127.0.0.1 --from wang@haibo.example --to lin@k3f9.test --quit-after RCPT --silent 3 >/dev/null 2>&1; true'
wait_for post /var/log/mail.log 'in BOTH' 20
record class post 'grep -m1 -o "warning: do not.*" /var/log/mail.log' "$prompt"
on post 'swaks --server 127.0.0.1 --from wang@haibo.example --to lin@k3f9.test --quit-after RCPT 2>&1 | grep -E "RCPT|^<\*\*|250 2.1.5"' >"$OUT/.class"
{ echo "$prompt swaks --to lin@k3f9.test --server mail.k3f9.test --quit-after RCPT"; cat "$OUT/.class"; } >>"$OUT/class.txt"
on post 'postconf -e mydestination= message_size_limit=60000000 virtual_mailbox_base=/srv/vmail virtual_uid_maps=static:5000 virtual_gid_maps=static:5000; postfix reload 2>/dev/null; : >/var/log/mail.log; sleep 1'
record sizes post 'postconf message_size_limit virtual_mailbox_limit virtual_transport' "$prompt"
on post 'printf "Subject: x\n\nx\n" | sendmail -f lin@k3f9.test chenjie@k3f9.test'
wait_for post /var/log/mail.log 'virtual_mailbox_limit' 40
record sizes post 'grep -m1 -o "fatal: .*" /var/log/mail.log' "$prompt"
on post 'postsuper -d ALL >/dev/null 2>&1; postconf -X message_size_limit; postconf -e "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination"; postfix reload 2>/dev/null; sleep 1' 2>/dev/null
try() { record "$1" post "swaks --server 127.0.0.1 --local-interface 192.0.2.66 --from x@isp.example --to lin@k3f9.test --quit-after RCPT 2>&1 | grep -A1 RCPT" "$2"; sed -i -e 's/ --server 127.0.0.1 --local-interface 192.0.2.66/ --server mail.k3f9.test/' -e 's/ 2>&1 | grep -A1 RCPT/ …/' "$OUT/$1.txt"; }
on post 'postconf -e "smtpd_recipient_restrictions = permit_mynetworks, permit, reject_rbl_client bl.example"; postfix reload 2>/dev/null; sleep 1'
record order post 'postconf smtpd_recipient_restrictions' "$prompt"
try order 'x@192.0.2.66:~$'
on post 'postconf -e "smtpd_recipient_restrictions = permit_mynetworks, reject_rbl_client bl.example"; postfix reload 2>/dev/null; sleep 1'
record order post 'postconf smtpd_recipient_restrictions' "$prompt"
try order 'x@192.0.2.66:~$'
record versions post 'dpkg-query -W postfix dovecot-core' "$prompt"
