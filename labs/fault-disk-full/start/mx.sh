#!/bin/bash
# Some accepted mail still on its way, then a disk that is full.
doveadm mailbox status -u "$LAB_USER" messages INBOX > /dev/null
postconf -e defer_transports=local
postfix reload 2>/dev/null
# As large as a scan: what a retry frees of its own notes is not enough for one of them.
scan=$(head -c 150000 /dev/zero | base64)
for i in 1 2 3; do printf 'From: <archive@%s>\nSubject: %s-%d\n\n%s-%d\n%s\n' "$LAB_DOMAIN" "$LAB_ACCEPTED" "$i" "$LAB_ACCEPTED" "$i" "$scan" | sendmail -f "archive@$LAB_DOMAIN" "$LAB_USER@$LAB_DOMAIN"; done
for _ in $(seq 1 300); do
  [ "$(find /var/spool/postfix/deferred -type f | wc -l)" = 3 ] && break
  sleep 0.2
done
[ "$(find /var/spool/postfix/deferred -type f | wc -l)" = 3 ]
# Each note why a message waits holds a block and an inode, which the next try would free for its delivery.
find /var/spool/postfix/defer -type f -delete
curl -fsS --retry 60 --retry-connrefused --retry-delay 1 -o /dev/null 'http://localhost:8080/invoice?id=first'

log=/var/log/portal/portal.log
line="DEBUG render 4711 page buffer 0000 $(printf 'f7e3%.0s' $(seq 24))"
free() { stat -f -c "%f $1" /var | awk '{ print int($1 * 4096 / 1048576) }'; }
case "$LAB_VARIANT" in
  log) yes "$line" | dd of="$log" bs=64k oflag=append conv=notrunc 2>/dev/null || true ;;
  deleted)
    yes "$line" | dd of="$log" bs=64k oflag=append conv=notrunc 2>/dev/null || true
    rm "$log" ;;
  inodes) (cd /var/tmp/portal && seq 1 30000 | sed 's/.*/page-4711-&.strip/' | xargs touch 2>/dev/null) || true ;;
  reserve)
    yes "$line" | head -c "$(( ($(stat -f -c %f /var) * 4096) - 8 * 1048576 ))" >> "$log"
    postconf -e queue_minfree=200000000 ;;
esac
: > /var/log/mail.log
: > /var/log/syslog
journalctl --rotate -q && journalctl --vacuum-time=1s -q 2>/dev/null
[ "$LAB_VARIANT" = inodes ] || [ "$LAB_VARIANT" = reserve ] || dd if=/dev/zero bs=64k 2>/dev/null | tr '\0' f | dd of=/proc/"$(pgrep -of /usr/local/sbin/portal)"/fd/3 bs=64k oflag=append conv=notrunc 2>/dev/null || true
# Not before the disk is full for good: emptied logs made room, in which the three were delivered on a slow machine.
postconf -X defer_transports
postfix reload 2>/dev/null
touch -d '2026-01-05 08:00' /etc/postfix/main.cf
