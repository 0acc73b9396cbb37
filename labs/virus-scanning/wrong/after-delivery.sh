#!/bin/bash
# fails: inbound
# because: port 25
# A filter behind the queue: it says no when the sender has gone.
cat > /usr/local/bin/scan-later <<'SCRIPT'
#!/bin/sh
cat > /tmp/scan.$$
chmod 644 /tmp/scan.$$
clamdscan --no-summary --stream /tmp/scan.$$ > /dev/null || { rm -f /tmp/scan.$$; echo '5.7.1 virus found'; exit 69; }
/usr/sbin/sendmail -G -i "$@" < /tmp/scan.$$
code=$?
rm -f /tmp/scan.$$
exit $code
SCRIPT
chmod 755 /usr/local/bin/scan-later
systemctl enable --now clamav-daemon
postconf -M 'scan/unix=scan unix - n n - 4 pipe flags=Rq user=nobody null_sender= argv=/usr/local/bin/scan-later -f ${sender} -- ${recipient}'
postconf -P smtp/inet/content_filter=scan:dummy
systemctl restart postfix
timeout 100 clamdscan --ping 100:1
