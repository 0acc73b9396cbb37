#!/usr/bin/env bash
# Regenerates the transcripts of lesson S14 (extended-functions) and the table of Sieve cases with Pigeonhole's answers.
# Real: Debian 13, our images `mail` and `client`. Usage: docs/runs/S14/run.sh      about 2 minutes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S14
mkdir -p "$out"
. "$here/../record.sh"
short() { sed -E 's/^[A-Z][a-z]{2} [ 0-9]{2} ([0-9:]{8}) [^ ]+ /\1 /'; }
net=postlab-run-s14
cleanup() { [ -n "${KEEP:-}" ] || { docker rm -f s14-mail s14-chat s14-sieve >/dev/null 2>&1 || true; docker network rm $net >/dev/null 2>&1 || true; }; }
trap cleanup EXIT
KEEP='' cleanup
newest() { docker image ls --format '{{.Repository}}:{{.Tag}}' "postlab/$1" | head -1; }
docker network create --label postlab-run=s14 --subnet 10.89.14.0/24 --opt com.docker.network.bridge.enable_ip_masquerade=false $net >/dev/null
machine() { docker run -d --init --label postlab-run=s14 --network $net --ip "10.89.14.$2" --name "s14-$1" --hostname "$3" --add-host mail.k3f9.test:10.89.14.10 --add-host chat.k3f9.test:10.89.14.20 --entrypoint sleep "$4" infinity >/dev/null; }
machine mail 10 mail.k3f9.test "$(newest mail)"
machine chat 20 chat.k3f9.test "$(newest client)"
on() { docker exec -i s14-mail bash -c "$1"; }

echo "== sieve cases ($SECONDS s)"
docker run -d --init --label postlab-run=s14 --name s14-sieve --network none --entrypoint sleep "$(newest mail)" infinity >/dev/null
docker exec s14-sieve sh -c 'useradd --system --user-group --home-dir /srv/vmail --create-home vmail; mkdir /t'
docker cp -q "$here/../S13/dovecot.conf" s14-sieve:/etc/dovecot/dovecot.conf
docker cp -q "$here/cases.py" s14-sieve:/t/cases.py
docker cp -q "$root/site/widgets/sieve-sandbox/cases.json" s14-sieve:/t/cases.json
[ -n "${SKIP_CASES:-}" ] || docker exec s14-sieve python3 /t/cases.py >"$root/site/widgets/sieve-sandbox/recorded.json"

echo "== sieve ($SECONDS s)"
docker exec -i s14-sieve bash -s <<'S'
mkdir -p /home/lin && cd /home/lin
cat >orders.sieve <<'X'
require ["fileinto", "copy", "subaddress"];
if address :detail "to" "orders" {
  fileinto "Orders";
}
if header :contains "subject" "发票" {
  fileinto :copy "Invoices";
}
X
sed 's/, "copy"//' orders.sieve >broken.sieve
printf 'From: wang@haibo.example\r\nTo: lin+orders@k3f9.test\r\nSubject: =?utf-8?B?5Y+R56Wo?= 4711\r\n\r\nSee above.\r\n' >order.eml
chmod -R a+rX /home/lin; chown vmail /home/lin
S
rec sieve
typed s14-sieve 'lin@mail:~$' 'cd /home/lin; cat orders.sieve'
typed s14-sieve 'lin@mail:~$' 'cd /home/lin; sieve-test -f wang@haibo.example -r lin@k3f9.test orders.sieve order.eml' grep .
typed s14-sieve 'lin@mail:~$' 'cd /home/lin; sievec broken.sieve'
sed -i 's/^\(lin@mail:~[$] \)cd .home.lin; /\1/' "$transcript"
mark 1 'folder: Orders'; mark 2 'folder: Invoices'; mark 3 'preserve implicit'; mark 4 'broken: line' '!'

docker exec -i s14-mail bash -euo pipefail -s mail.k3f9.test k3f9.test lin chen office <"$here/../mailserver.sh" >/dev/null 2>&1
for f in idle.py receiver.py; do docker cp -q "$here/$f" "s14-chat:/usr/local/bin/$f"; done
for f in webhook.py provision.sh; do docker cp -q "$here/$f" "s14-mail:/usr/local/bin/${f%.*}"; done
on 'chmod 755 /usr/local/bin/webhook /usr/local/bin/provision; sed -i "s/quota_storage_size = 1M/quota_storage_size = 100M/" /etc/dovecot/dovecot.conf; doveadm reload; printf a-key-of-our-own >/etc/webhook.key; chown vmail /etc/webhook.key; chmod 400 /etc/webhook.key'

echo "== push ($SECONDS s)"
docker exec s14-chat swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test --silent 3
docker exec -d s14-chat sh -c 'sleep 3; swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test --silent 3'
rec push
typed s14-chat 'phone:~$' 'python3 /usr/local/bin/idle.py 20'
sed -i 's/python3 .*/idle/' "$transcript"
mark 1 '^S: \+'; mark 2 'EXISTS'

echo "== acl ($SECONDS s)"
on 'cat >>/etc/dovecot/dovecot.conf <<C
mail_plugins {
  acl = yes
}
protocol imap {
  mail_plugins {
    imap_acl = yes
  }
}
service auth {
  unix_listener auth-userdb {
    mode = 0600
    user = vmail
  }
}
acl_driver = vfile
acl_sharing_map {
  dict file {
    path = /srv/vmail/shared-mailboxes
  }
}
namespace shared {
  type = shared
  separator = /
  prefix = shared/\$user/
  mail_driver = maildir
  mail_path = %{owner_home}/Maildir
  mail_index_private_path = ~/shared/%{owner_user}
  list = children
}
C
doveadm reload; doveadm mailbox create -u office@k3f9.test Contracts; printf "From: wang@haibo.example\nSubject: contract 12\n\n.\n" | doveadm save -u office@k3f9.test -m Contracts' >/dev/null 2>&1
rec acl
typed s14-mail 'root@mail:~#' 'doveadm acl set -u office@k3f9.test Contracts user=lin@k3f9.test lookup read write-seen'
typed s14-mail 'root@mail:~#' 'doveadm acl get -u office@k3f9.test Contracts'
docker cp -q "$here/shared.py" s14-chat:/usr/local/bin/shared.py
typed s14-chat 'lin@laptop:~$' 'python3 /usr/local/bin/shared.py'
sed -i 's/python3 .*/imap/' "$transcript"
mark_typed 1 'acl set'; mark 2 'MYRIGHTS shared.*lrs'; mark 3 'NOPERM' '!'; mark 4 'no untagged'

echo "== provision ($SECONDS s)"
on 'printf "zhang;500M\nhe;500M\nsun;2G\n" >/root/people.csv'
rec provision
typed s14-mail 'root@mail:~#' 'cd; cat people.csv; provision people.csv'
typed s14-mail 'root@mail:~#' 'cd; provision people.csv'
typed s14-mail 'root@mail:~#' 'cd; sed -i "s/^he;.*/he;1G/" people.csv; provision people.csv'
sed -i 's/^\(root@mail:~# \)cd; /\1/' "$transcript"
mark 1 'created 3'; mark 2 'already so 3'; mark 3 'changed 1'

echo "== webhook ($SECONDS s)"
on 'postconf -M "webhook/unix=webhook unix - n n - 4 pipe flags=Rq user=vmail argv=/usr/local/bin/webhook \${recipient}"; postconf -e "transport_maps=inline:{{tickets@k3f9.test=webhook:}}" webhook_destination_recipient_limit=1; echo "tickets@k3f9.test ok" >>/etc/postfix/vmailbox; postfix reload' >/dev/null 2>&1
mail_ticket() { docker exec s14-chat swaks --server mail.k3f9.test --from wang@haibo.example --to tickets@k3f9.test --header 'Message-Id: <t1@haibo.example>' --h-Subject '=?utf-8?B?5omT5Y2w5py65Z2P5LqG?=' --body 'Third floor.' --silent 3; }
sleep 2
rec webhook-down
mail_ticket
until_in s14-mail 30 'grep -q "relay=webhook" /var/log/mail.log'
typed s14-mail 'root@mail:~#' 'grep relay=webhook /var/log/mail.log | tail -n 1' short
mark 1 'status=deferred'
docker exec -d s14-chat sh -c 'python3 /usr/local/bin/receiver.py >/tmp/got 2>&1'
until_in s14-chat 10 'exec 3<>/dev/tcp/127.0.0.1/8080'
on 'postqueue -f'
until_in s14-chat 30 'grep -q t1@ /tmp/got'
mail_ticket
until_in s14-chat 30 'grep -q known /tmp/got'
rec webhook-up
typed s14-mail 'root@mail:~#' 'grep relay=webhook /var/log/mail.log | grep status=sent | head -n 1' short
typed s14-chat 'chat:~$' 'cat /tmp/got'
sed -i 's/cat .tmp.got/receiver/' "$transcript"
mark 1 'status=sent'; mark 2 '"id"'; mark 3 'known already'

echo "== statistics ($SECONDS s)"
docker exec s14-chat swaks --server mail.k3f9.test --from wang@haibo.example --to lin@k3f9.test,chen@k3f9.test,office@k3f9.test --silent 3
docker exec s14-chat swaks --server mail.k3f9.test --from wang@haibo.example --to nobody@k3f9.test --silent 3 >/dev/null 2>&1 || true
until_in s14-mail 30 '[ "$(grep -c "office@k3f9.test.*status=sent" /var/log/mail.log)" -ge 1 ]'
rec statistics
typed s14-mail 'root@mail:~#' 'pflogsumm --detail 0 /var/log/mail.log | grep -E "received|delivered|deferred|rejected \("' grep -v bytes
typed s14-mail 'root@mail:~#' 'grep -c "postfix/cleanup.*message-id=" /var/log/mail.log'
mark 1 'received'; mark 2 'delivered'; mark 3 'deferrals'; mark 4 'rejected'; mark 5 '^[0-9]+$'
echo "done in $SECONDS s"
