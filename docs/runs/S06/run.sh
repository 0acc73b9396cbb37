#!/usr/bin/env bash
# Regenerates the transcripts of lesson S06: what a durable write costs, and a disk without inodes.
# Real: Debian 13, our image `mail`. The first figure is of the machine that runs this: the lesson says so.
# Usage: docs/runs/S06/run.sh      about 20 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S06
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { docker rm -f s06-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s06-mail --hostname mail.k3f9.test --network none --tmpfs /srv/vmail:size=64m,nr_inodes=2000 --entrypoint sleep "$image" infinity >/dev/null

rec fsync
typed s06-mail 'root@mail:~#' 'dd if=/dev/zero of=/var/tmp/t bs=4k count=2000 2>&1 | tail -1'
typed s06-mail 'root@mail:~#' 'dd if=/dev/zero of=/var/tmp/t bs=4k count=2000 oflag=dsync 2>&1 | tail -1'
awk '/copied/ {n++; print $0 (n == 1 ? "   ①" : "   ②"); next} {print}' "$transcript" >"$transcript.new" && mv "$transcript.new" "$transcript"

rec inodes
docker exec s06-mail bash -c 'mkdir -p /srv/vmail/lin/{tmp,new,cur}; head -c 4096 /dev/urandom | base64 | head -c 4096 >/root/letter; i=0; while cp /root/letter /srv/vmail/lin/cur/$i.mail:2,S 2>/dev/null; do i=$((i + 1)); done'
typed s06-mail 'root@mail:~#' 'df -h /srv/vmail'
typed s06-mail 'root@mail:~#' 'cp /root/letter /srv/vmail/lin/new/one-more'
typed s06-mail 'root@mail:~#' 'df -i /srv/vmail'
typed s06-mail 'root@mail:~#' 'ls /srv/vmail/lin/cur | wc -l; du -sh /srv/vmail/lin'
mark 1 '^tmpfs .*M '
mark 2 'No space left' '!'
mark 3 '100%'
