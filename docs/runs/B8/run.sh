#!/usr/bin/env bash
# Records lesson B8 (mail-apis): IMAP sessions against a real Dovecot, for the lesson and for the widget's test; JSON for both.
# Real: Debian 13, Dovecot of our image `mail`. Usage: docs/runs/B8/run.sh      about 20 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/B8
mkdir -p "$out"
cleanup() { docker rm -f b8-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
docker run -d --init --label postlab-run=b8 --name b8-mail --hostname mail.k3f9.test --network none --entrypoint sleep "$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)" infinity >/dev/null
docker cp -q "$here/../S13/dovecot.conf" b8-mail:/etc/dovecot/dovecot.conf
docker cp -q "$here/session.py" b8-mail:/root/
docker cp -q "$here/transcripts.py" b8-mail:/root/
docker exec b8-mail bash -c 'useradd --system --user-group --home-dir /srv/vmail --create-home vmail; mkdir -p /srv/vmail/k3f9.test; chown vmail:vmail /srv/vmail/k3f9.test
echo "auth_allow_cleartext = yes" >>/etc/dovecot/dovecot.conf; dovecot; until doveadm user lin@k3f9.test >/dev/null 2>&1; do sleep 0.2; done; timeout 100 python3 /root/session.py' >"$root/site/widgets/mail-api/recorded.json"
docker cp -q "$root/site/widgets/mail-api/recorded.json" b8-mail:/root/
docker exec b8-mail python3 /root/transcripts.py /root/recorded.json /root
for t in sequence condstore qresync; do docker exec b8-mail cat "/root/$t.txt" >"$out/$t.txt"; done
. "$here/../record.sh"
docker cp -q "$here/worker.py" b8-mail:/usr/local/bin/worker
docker exec b8-mail chmod 755 /usr/local/bin/worker
rec worker
typed b8-mail 'robot@host:~$' 'DIE_AFTER=2 worker'
typed b8-mail 'robot@host:~$' 'worker'
typed b8-mail 'robot@host:~$' 'worker'
mark 1 'died' '!'; mark 2 'known already'; mark 3 'nothing to do'
