#!/usr/bin/env bash
# The recorded outputs of lesson S02 (what-is-a-mail-server): `npm run transcripts -- S02`, about half an hour, most of it waiting.
#
# Lin Wei's server (k3f9.test, in China), the customer's (haibo.example, in Germany) and a mailbox provider (post.example, UTC).
#   good day : lin@k3f9.test -> wang@haibo.example, delivered and read over IMAP
#   bad day  : lin@k3f9.test -> chen@haibo.example; the customer's Postfix is down for OUTAGE seconds (retry times are the
#              defaults), then forwards to chenjie@post.example, whose mailbox is full
. "$(dirname "$0")/../lib.sh"
outage=${OUTAGE:-900}
network 198.51.100
host dns ns.example 53 "$IMAGE_MAIL"
host k3f9 mail.k3f9.test 10 "$IMAGE_MAIL" CST-8
host haibo mx1.haibo.example 20 "$IMAGE_MAIL" CET-1
host post mx.post.example 30 "$IMAGE_MAIL"
host laptop laptop.k3f9.test 11 "$IMAGE_MAIL" CST-8
zones k3f9.test=mail.k3f9.test=10 =laptop.k3f9.test=11 haibo.example=mx1.haibo.example=20 post.example=mx.post.example=30
mailserver k3f9 mail.k3f9.test k3f9.test lin
mailserver haibo mx1.haibo.example haibo.example wang
mailserver post mx.post.example post.example chenjie
wait_for haibo /var/log/mail.log 'daemon started' 30

# chen@ is forwarded to a mailbox elsewhere; that mailbox is nearly at its limit.
on haibo 'echo "chen@haibo.example chenjie@post.example" >/etc/postfix/virtual'
on post 'postconf -e "smtpd_recipient_restrictions=check_policy_service unix:private/quota-status" && postfix reload 2>/dev/null'
filler() { on post "(printf 'From: old@post.example\r\nSubject: holiday pictures\r\n\r\n'; head -c $1 /dev/zero | base64 -w 76) | doveadm save -u chenjie@post.example"; }
# Whether lines count with CR or without differs between releases: the larger filler that fits.
filler 775500 2>/dev/null || filler 765500

# 十一月发票 ("invoice for November")
subject='=?UTF-8?B?5Y2B5LiA5pyI5Y+R56Wo?='
send() { # recipient message-id
  printf 'From: =?UTF-8?B?5p6X6JaH?= <lin@k3f9.test>\nTo: <%s>\nSubject: %s\nDate: %s\nMessage-ID: <%s@k3f9.test>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n十一月货款 8600 元，发票已开。 Invoice for November: CNY 8,600.\n' \
    "$1" "$subject" "$(on laptop 'date -R')" "$2" | on laptop 'cat >/root/invoice.eml'
  record "$3" laptop "swaks -s mail.k3f9.test:587 -tls -a PLAIN -au lin@k3f9.test -ap harbour-lamp-27 --auth-hide-password \
-f lin@k3f9.test -t $1 --data @invoice.eml" 'lin@laptop:~$'
}

record versions k3f9 'dpkg-query -W postfix dovecot-core swaks'
record versions k3f9 'postconf -d queue_run_delay minimal_backoff_time maximal_backoff_time maximal_queue_lifetime bounce_queue_lifetime delay_warning_time'
record where laptop 'dig +short MX haibo.example' 'lin@laptop:~$'

# --- the good day ---
send wang@haibo.example 20261125-november.1 submission
wait_for k3f9 /var/log/mail.log 'status=sent' 60
wait_for haibo /var/log/mail.log 'status=sent' 60
id=$(on k3f9 "grep -oE ': [0-9A-F]+: message-id' /var/log/mail.log | head -1 | cut -d' ' -f2 | tr -d :")
record lin-log k3f9 "grep $id /var/log/mail.log"
id=$(on haibo "grep -oE ': [0-9A-F]+: message-id' /var/log/mail.log | head -1 | cut -d' ' -f2 | tr -d :")
record haibo-log haibo "grep -h -e $id -e 'lmtp(wang' /var/log/mail.log /var/log/dovecot.log | grep -v disconnect"
record read laptop "curl -sk --url imaps://mx1.haibo.example/INBOX -u wang@haibo.example:harbour-lamp-27 -X 'FETCH 1 (FLAGS RFC822.SIZE)' -v 2>&1 | grep '^[<>]'" 'wang@laptop:~$'
record stored haibo 'cat /srv/vmail/haibo.example/wang/Maildir/*/*'

# --- the bad day ---
on haibo 'postfix stop' >/dev/null 2>&1
send chen@haibo.example 20261125-november.2 bad-submission
wait_for k3f9 /var/log/mail.log 'status=deferred' 60
record queue k3f9 'postqueue -p'
sleep "$outage"
record queue-later k3f9 'postqueue -p'
on haibo 'postfix start' >/dev/null 2>&1
wait_for k3f9 /var/log/mail.log 'from=<>.*queue active' 4500
wait_for k3f9 /var/log/dovecot.log 'saved mail' 30
id=$(on k3f9 "grep -oE ': [0-9A-F]+: message-id=<20261125-november.2' /var/log/mail.log | cut -d' ' -f2 | tr -d :")
record bad-lin-log k3f9 "grep $id /var/log/mail.log"
record bad-haibo-log haibo "grep -A99 november.2 /var/log/mail.log"
id=$(on post "grep -oE ': [0-9A-F]+: message-id=<20261125-november.2' /var/log/mail.log | cut -d' ' -f2 | tr -d :")
record bad-post-log post "grep -A8 '$id: message-id' /var/log/mail.log | grep -v connect"
record bounce-arrives k3f9 "grep -A6 'message-id=.*mx.post.example' /var/log/mail.log | grep -v connect"
record bounce k3f9 'cat /srv/vmail/k3f9.test/lin/Maildir/*/*'
echo "outage ${outage} s" >"$OUT/conditions.txt"
