#!/bin/bash
# fails: ports
# because: port 25:
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=mail.$LAB_DOMAIN" -addext "subjectAltName=DNS:mail.$LAB_DOMAIN" -keyout /root/key.pem -out /root/cert.pem 2>/dev/null
for daemon in postfix dovecot; do
  cp /root/cert.pem "/etc/$daemon/tls/cert.pem"
  cp /root/key.pem "/etc/$daemon/tls/key.pem"
  systemctl restart "$daemon"
done
