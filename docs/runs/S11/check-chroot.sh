#!/bin/sh
# Says when Postfix works with other name servers than the host.
for f in resolv.conf hosts services; do
  cmp -s /etc/$f /var/spool/postfix/etc/$f || { echo "Postfix has an old $f: copy it into /var/spool/postfix/etc, then postfix reload"; exit 1; }
done
