#!/bin/bash
# fails: renewal
# because: 993 still shows the same one
cat > /etc/acme/hooks/mail <<'HOOK'
#!/bin/bash
for daemon in postfix dovecot; do
  install -m 644 /etc/acme/live/fullchain.pem "/etc/$daemon/tls/cert.pem"
  install -m 600 /etc/acme/live/key.pem "/etc/$daemon/tls/key.pem"
done
HOOK
chmod 755 /etc/acme/hooks/mail
systemctl stop acme-renew.timer
# Twice: the first may only wait for a renewal that had begun before.
systemctl start acme-renew
systemctl start acme-renew
systemctl restart postfix dovecot
systemctl start acme-renew.timer
