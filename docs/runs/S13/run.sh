#!/usr/bin/env bash
# Regenerates the transcripts of lesson S13: a mailbox is copied, lost, and brought back in two ways.
# Real: Debian 13, Dovecot of our image `mail`. Usage: docs/runs/S13/run.sh      about 10 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S13
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { docker rm -f s13-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s13-mail --hostname mail.k3f9.test --network none --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s13-mail bash -c "$1"; }
on 'cat >/etc/dovecot/dovecot.conf' <"$here/dovecot.conf"
on 'useradd --system --user-group --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail; mkdir -p /srv/vmail/k3f9.test /backup; chown vmail:vmail /srv/vmail/k3f9.test /backup; dovecot'
until_in s13-mail 10 'doveadm user lin@k3f9.test'
letter() { on "printf 'From: wang@haibo.example\nTo: lin@k3f9.test\nSubject: %s\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n\nSee above.\n' '$1' | doveadm save -u lin@k3f9.test -m Customers"; }
on 'doveadm mailbox create -u lin@k3f9.test Customers'
letter 'order 1'; letter 'order 2'; letter 'order 3'
on "doveadm flags add -u lin@k3f9.test '\\Seen \\Flagged' mailbox Customers uid 2; doveadm flags remove -u lin@k3f9.test '\\Recent' mailbox Customers all; doveadm expunge -u lin@k3f9.test mailbox Customers uid 1"

look() {
  typed s13-mail 'root@mail:~#' 'doveadm mailbox status -u lin@k3f9.test "messages uidvalidity uidnext" Customers'
  typed s13-mail 'root@mail:~#' 'doveadm -f table fetch -u lin@k3f9.test "uid hdr.subject flags" mailbox Customers'
}
lose() { on 'doveadm kick lin@k3f9.test; rm -rf /srv/vmail/k3f9.test/lin' >/dev/null 2>&1; }

rec backup
look
typed s13-mail 'root@mail:~#' 'doveadm backup -u lin@k3f9.test maildir:/backup/lin'
mark 1 'uidvalidity='; mark 2 'order 2'
letter 'order 4'
lose
rec restore
typed s13-mail 'root@mail:~#' 'ls /srv/vmail/k3f9.test/'
typed s13-mail 'root@mail:~#' 'doveadm backup -R -u lin@k3f9.test maildir:/backup/lin'
look
mark 1 'uidvalidity='; mark 2 'order 2'; mark 3 'order 3'
rec uidnext
typed s13-mail 'root@mail:~#' 'doveadm mailbox update -u lin@k3f9.test --min-next-uid 1000 Customers'
letter 'order 5'
typed s13-mail 'root@mail:~#' 'doveadm -f table fetch -u lin@k3f9.test "uid hdr.subject flags" mailbox Customers'
mark_typed 1 'min-next-uid'; mark 2 'order 5'
lose
rec import
typed s13-mail 'root@mail:~#' 'doveadm import -u lin@k3f9.test maildir:/backup/lin "" all'
look
mark 1 'uidvalidity=' '!'; mark 2 'order 2'
