#!/bin/bash
# fails: renewal
# because: still shows the same one
for i in $(seq 60); do [ -e /etc/acme/live/key.pem ] && break; sleep 1; done
for daemon in postfix dovecot; do
  cp /etc/acme/live/fullchain.pem "/etc/$daemon/tls/cert.pem"
  cp /etc/acme/live/key.pem "/etc/$daemon/tls/key.pem"
  systemctl restart "$daemon"
done
