#!/usr/bin/env bash
# Regenerates the transcript of lesson S21: what compression saves on a mailbox of text, of attachments, and of copies.
# Real: Debian 13, Dovecot of our image `mail`. The mailbox is made up and says so; the ratios are of this mailbox only.
# Usage: docs/runs/S21/run.sh      about 20 seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/site/content/transcripts/S21
mkdir -p "$out"
. "$here/../record.sh"

cleanup() { docker rm -f s21-mail >/dev/null 2>&1 || true; }
trap cleanup EXIT
cleanup
image=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/mail | head -1)
docker run -d --init --name s21-mail --hostname mail.k3f9.test --network none --entrypoint sleep "$image" infinity >/dev/null
on() { docker exec -i s21-mail bash -c "$1"; }
# The configuration of lesson S13; the second one adds compression.
on 'cat >/etc/dovecot/plain.conf' <"$here/../S13/dovecot.conf"
on 'sed "s#/srv/vmail#/srv/packed#; s#^mail_driver.*#&\nmail_plugins {\n  mail_compress = yes\n}\nmail_compress_write_method = zstd#" /etc/dovecot/plain.conf >/etc/dovecot/packed.conf
  useradd --system --user-group --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail; mkdir -p /srv/vmail/k3f9.test /srv/packed/k3f9.test; chown -R vmail:vmail /srv/vmail /srv/packed'
on 'python3 - <<"P"
import base64, glob, gzip, os, random
random.seed(7)
# English prose that the image has: the documentation of its packages.
opened = lambda f: gzip.open(f, "rt", errors="ignore") if f.endswith(".gz") else open(f, errors="ignore")
text = " ".join(opened(f).read() for f in sorted(glob.glob("/usr/share/doc/*/*README*") + glob.glob("/usr/share/doc/*/changelog*"))[:40])
assert len(text) > 100_000, "no documentation in this image"
os.makedirs("/root/letters")
picture = base64.encodebytes(bytes(random.randrange(256) for _ in range(300_000))).decode()
for i in range(400):
    at = random.randrange(len(text) - 6000); body = text[at:at + random.randrange(500, 6000)]
    open(f"/root/letters/t{i}", "w").write(f"From: a@haibo.example\nTo: lin@k3f9.test\nSubject: text {i}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n")
for i in range(20):
    open(f"/root/letters/p{i}", "w").write(f"From: a@haibo.example\nTo: lin@k3f9.test\nSubject: picture {i}\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n{picture}\n")
P'
for config in plain packed; do
  on "dovecot -c /etc/dovecot/$config.conf; sleep 1; for f in /root/letters/t*; do doveadm -c /etc/dovecot/$config.conf save -u lin@k3f9.test \$f; done; doveadm -c /etc/dovecot/$config.conf mailbox create -u lin@k3f9.test Pictures; for f in /root/letters/p*; do doveadm -c /etc/dovecot/$config.conf save -u lin@k3f9.test -m Pictures \$f; done; dovecot -c /etc/dovecot/$config.conf stop; sleep 1"
done
rec compression
typed s21-mail 'root@mail:~#' 'du -sh --apparent-size /srv/{vmail,packed}/k3f9.test/lin/Maildir/new'
typed s21-mail 'root@mail:~#' 'du -sh --apparent-size /srv/{vmail,packed}/k3f9.test/lin/Maildir/.Pictures'
typed s21-mail 'root@mail:~#' 'cd /srv/vmail/k3f9.test/lin/Maildir/.Pictures/new; for f in *; do sed "1,/^$/d" "$f" | sha256sum; done | sort | uniq -c | cut -c1-24'
mark 1 'vmail.*Maildir/new'; mark 2 'packed.*Maildir/new'; mark 3 'packed.*Pictures'; mark 4 '^ +20 '
