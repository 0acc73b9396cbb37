#!/usr/bin/env bash
# Regenerates the transcripts of lesson B7 (bounces-and-queues): a message that waits and bounces, its DSN, backscatter
# and its cure, what postsuper does, VERP. The hosts are those of S07 (steps.sh).
#
# Postfix's times are shortened so that five days pass in four minutes (queue_run_delay 5 s, backoff 10 s to 40 s,
# lifetime 120 s); the schedule goes to site/widgets/queue-clock/recorded.json, which is what the unit test of the simulator compares with.
# Usage: docs/runs/B7/run.sh        about 6 minutes
set -euo pipefail
runs=$(cd "$(dirname "$0")/.." && pwd)
here=$runs/S07
out=$(cd "$runs/../.." && pwd)/site/content/transcripts/B7
mkdir -p "$out"
. "$runs/record.sh"
. "$here/steps.sh"
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true; docker network rm "$net" >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
docker rm -f s07-mail s07-ns s07-haibo >/dev/null 2>&1 || true
world
host mail.k3f9.test
zone full
do_steps postfix vmail certificate dovecot accounts handover >/dev/null 2>&1
on_mail() { docker exec s07-mail bash -c "$1"; }

echo "== versions"
rec defaults
typed s07-mail 'root@mail:~#' 'postconf -d queue_run_delay minimal_backoff_time maximal_backoff_time maximal_queue_lifetime bounce_queue_lifetime delay_warning_time'
mark 1 'queue_run'; mark 2 'minimal_backoff'; mark 3 'maximal_backoff'; mark 4 'maximal_queue'; mark 5 'bounce_queue'; mark 6 'delay_warning'

echo "== verp ($SECONDS s)"
rec verp
typed s07-mail 'root@mail:~#' 'printf "Subject: News\n\nhello\n" | sendmail -XV -f news@k3f9.test wang@haibo.example; sleep 1; grep -o "from=<news.*>, size" /var/log/mail.log | tail -1'
until_in s07-haibo 30 'grep -q "from=<news+wang=haibo.example@k3f9.test>" /var/log/mail.log'
typed s07-haibo 'root@mx:~#' 'grep -o "from=<news[^>]*>" /var/log/mail.log | tail -1'
mark 1 'from=<news@'; mark 2 'news\+wang'

echo "== backscatter ($SECONDS s)"
# A server that accepts every address of its domain and finds out at delivery.
on_mail ': >/var/log/mail.log; postconf -e "virtual_mailbox_maps=static:all"; postfix reload' 2>/dev/null
docker exec s07-haibo bash -c ': >/var/log/mail.log; : >/var/mail/wang'
rec backscatter
typed s07-haibo 'spammer:~$' 'swaks --server mail.k3f9.test --helo mx.haibo.example --from wang@haibo.example --to no-such-person@k3f9.test --h-Subject "Cheap watches" | grep -E "RCPT|DATA|^<[-*]+  [2-5][0-9][0-9] [245]" | grep -v "250 2.1.0"'
until_in s07-mail 30 'grep -q "status=bounced" /var/log/mail.log && grep -q "from=<>" /var/log/mail.log && grep -q "to=<wang@haibo.example>.*status=sent" /var/log/mail.log'
typed s07-mail 'root@mail:~#' 'grep -E "status=|from=<>|non-delivery" /var/log/mail.log' short
typed s07-haibo 'wang@haibo:~$' 'grep -E "^(From|To|Subject|Final-Recipient|Status):" /var/mail/wang'
mark 1 '250 2.0.0 Ok: queued' '!'; mark 2 'status=bounced' '!'; mark 3 'from=<>'; mark 4 'to=<wang.*status=sent' '!'; mark 5 'Subject: Undelivered'
on_mail 'postconf -e "virtual_mailbox_maps=texthash:/etc/postfix/mailboxes"; postfix reload' 2>/dev/null
rec refused
typed s07-haibo 'spammer:~$' 'swaks --server mail.k3f9.test --helo mx.haibo.example --from wang@haibo.example --to no-such-person@k3f9.test --h-Subject "Cheap watches" | grep -E "RCPT|DATA|^<[-*]+  ?[2-5][0-9][0-9] [245]|^<\*" | grep -v "250 2.1.0"'
mark 1 '550 5.1.1' '!'

echo "== postsuper ($SECONDS s)"
docker exec s07-haibo postfix stop >/dev/null 2>&1
on_mail ': >/var/log/mail.log; for n in 1 2 3; do printf "Subject: offer $n\n\nhello\n" | sendmail -f lin@k3f9.test wang@haibo.example; done'
until_in s07-mail 30 '[ "$(postqueue -j | grep -c "\"queue_name\": \"deferred\"")" = 3 ]'
id() { docker exec s07-mail bash -c "postqueue -j | sed -n '$1p' | sed -E 's/.*\"queue_id\": \"([^\"]+)\".*/\1/'"; }
first=$(id 1) second=$(id 2)
rec surgery
typed s07-mail 'root@mail:~#' "postsuper -h $first"
typed s07-mail 'root@mail:~#' "postsuper -e $second"
typed s07-mail 'root@mail:~#' 'postqueue -p | grep -E "^[0-9A-F]|Request"'
mark 1 'placed on hold'; mark 2 'expired'; mark 3 '^[0-9A-F]+!'; mark 4 '^[0-9A-F]+#'
typed s07-mail 'root@mail:~#' "postqueue -i $second; sleep 3; grep '$second.*expired' /var/log/mail.log" short
mark 5 'expired, returned'
typed s07-mail 'root@mail:~#' "postsuper -H $first"
mark 6 'released from hold'
on_mail 'postsuper -d ALL' >/dev/null 2>&1

echo "== life ($SECONDS s)"
on_mail 'postconf -e queue_run_delay=5s minimal_backoff_time=10s maximal_backoff_time=40s maximal_queue_lifetime=120s bounce_queue_lifetime=120s delay_warning_time=30s
  postfix stop; postfix start; : >/var/log/mail.log; printf "From: Lin Wei <lin@k3f9.test>\nTo: wang@haibo.example\nSubject: Offer\n\nOur offer.\n" | sendmail -f lin@k3f9.test -N failure,delay wang@haibo.example' >/dev/null 2>&1
until_in s07-mail 300 'grep -q "to=<wang.*expired\|status=expired" /var/log/mail.log'
sleep 3
rec life
typed s07-mail 'root@mail:~#' 'grep -E "(pickup.*uid|to=<wang@haibo.example>|notification|expired|removed)" /var/log/mail.log' sed -E 's/^[0-9-]+T([0-9:]{8})[^ ]* [^ ]+ /\1 /; s/, delays=[^,]*//; s/ \(connect to [^)]*\)$/ (…)/'
mark 1 'status=deferred'; mark 2 'delay notification'; mark 3 'status=expired' '!'; mark 4 'non-delivery notification'
rec dsn
typed s07-mail 'root@mail:~#' "doveadm fetch -u lin@k3f9.test text mailbox INBOX header subject Undelivered | sed -n '/^Return-Path/p;/^From:/p;/^Subject:/p;/^Auto-Submitted/p;/^Content-Type: multipart/,/boundary/p;/^Content-Description: Delivery report/,/^--/p' | head -23"
mark 1 'Return-Path: <>|MAILER-DAEMON'; mark 2 'multipart/report'; mark 3 'Final-Recipient'; mark 4 '^Action'; mark 5 '^Status'; mark 6 'Diagnostic-Code'
# The times of the tries, in seconds from arrival, and the settings: for the unit test.
docker exec s07-mail bash -c 'python3 - <<P
import re, json
from datetime import datetime
t = lambda l: datetime.fromisoformat(l.split(" ")[0])
lines = open("/var/log/mail.log").read().splitlines()
born = next(l for l in lines if "postfix/pickup" in l and "uid=" in l)
qid = re.search(r"pickup\[\d+\]: ([0-9A-F]+):", born)[1]
tries = [round((t(l) - t(born)).total_seconds(), 1) for l in lines if qid in l and "to=<wang@haibo.example>" in l and "status=deferred" in l]
end = next(l for l in lines if qid in l and "status=expired" in l)
print(json.dumps({"settings": {"queue_run_delay": 5, "minimal_backoff_time": 10, "maximal_backoff_time": 40, "maximal_queue_lifetime": 120}, "tries": tries, "expired": round((t(end) - t(born)).total_seconds(), 1)}))
P' >"$runs/../../site/widgets/queue-clock/recorded.json"
cat "$runs/../../site/widgets/queue-clock/recorded.json"
echo "done in $SECONDS s"
