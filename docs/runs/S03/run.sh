#!/usr/bin/env bash
# The recorded outputs of lesson S03 (mail-server-functions): `npm run transcripts -- S03`, about two minutes.
. "$(dirname "$0")/../lib.sh"
network 198.51.101
host dns ns.example 53 "$IMAGE_MAIL"
host haibo mx1.haibo.example 20 "$IMAGE_MAIL"
host pc pc.k3f9.test 11 "$IMAGE_CLIENT"
zones haibo.example=mx1.haibo.example=20 =pc.k3f9.test=11
mailserver haibo mx1.haibo.example haibo.example wang li zhao
# Who moved or deleted what: Dovecot's mail_log plugin.
on haibo "cat >>/etc/dovecot/dovecot.conf <<'C'
mail_plugins {
  notify = yes
  mail_log = yes
}
mail_log_events = delete undelete expunge save copy mailbox_delete
mail_log_fields = uid box msgid size
C
doveadm reload"
wait_for haibo /var/log/mail.log 'daemon started' 30
prompt='lin@pc:~$'

# One message, three recipients: a list of the server itself.
on haibo 'echo "all@haibo.example wang@haibo.example, li@haibo.example, zhao@haibo.example" >/etc/postfix/virtual; postfix reload 2>/dev/null'
sleep 1
on pc 'swaks -s mx1.haibo.example -f lin@k3f9.test -t all@haibo.example --header "Subject: canteen" --header "Message-ID: <canteen.1@k3f9.test>" --body "Closed on Friday."' >/dev/null
wait_for haibo /var/log/mail.log 'to=<zhao.*status=sent' 30
sleep 1
record fanout haibo "grep -e qmgr -e lmtp /var/log/mail.log | grep -v -e reload -e started"

# Refused, for the record.
on pc 'swaks -s mx1.haibo.example -f lin@k3f9.test -t nobody@haibo.example --quit-after RCPT' >/dev/null || true
on pc 'swaks -s mx1.haibo.example -f lin@k3f9.test -t x@elsewhere.example --quit-after RCPT' >/dev/null || true

# Push: one connection waits, another message arrives.
(sleep 9; on pc 'swaks -s mx1.haibo.example -f lin@k3f9.test -t li@haibo.example --header "Subject: pushed" --body "Now."' >/dev/null) &
type_into idle pc 'openssl s_client -connect mx1.haibo.example:993 -quiet -crlf' 'li@pc:~$' <<'T'
a login li@haibo.example harbour-lamp-27
b select inbox
c idle
~
DONE
d fetch 2 (flags envelope)
e store 1 +flags \Deleted
f expunge
g logout
T
wait

# How the formats lie on disk.
record maildir haibo 'cd /srv/vmail/haibo.example/wang/Maildir && find . -type f | sort && cat dovecot-uidlist'
for driver in sdbox mdbox; do
  on haibo "printf 'Subject: one\n\nfirst\n' | doveadm -o mail_driver=$driver -o mail_path=/srv/vmail/$driver save -u zhao@haibo.example; printf 'Subject: two\n\nsecond\n' | doveadm -o mail_driver=$driver -o mail_path=/srv/vmail/$driver save -u zhao@haibo.example"
done
record dbox haibo 'cd /srv/vmail/sdbox && find . -type f | sort'
record dbox haibo 'cd /srv/vmail/mdbox && find . -type f | sort'

# The trail that is left.
on pc 'openssl s_client -connect mx1.haibo.example:993 -quiet -crlf 2>/dev/null' <<'T' >/dev/null || true
a login li@haibo.example wrong-password
b logout
T
sleep 3
record audit haibo "grep -e NOQUEUE -e 'to=<li' /var/log/mail.log; grep -e 'li@haibo' -e auth: /var/log/dovecot.log"
