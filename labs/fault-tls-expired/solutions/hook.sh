#!/bin/bash
# A hook that copies the whole chain and its key for both daemons, and tells them.
cat > /etc/acme/hooks/mail <<'HOOK'
#!/bin/bash
for daemon in postfix dovecot; do
  # Whole or not at all: a reboot in between must not leave the daemon without a key, or it would not start.
  install -m 644 /etc/acme/live/fullchain.pem "/etc/$daemon/tls/cert.new"
  install -m 600 /etc/acme/live/key.pem "/etc/$daemon/tls/key.new"
  mv "/etc/$daemon/tls/cert.new" "/etc/$daemon/tls/cert.pem"
  mv "/etc/$daemon/tls/key.new" "/etc/$daemon/tls/key.pem"
  systemctl reload "$daemon"
done
HOOK
chmod 755 /etc/acme/hooks/mail
# Twice: the first may only wait for a renewal that had begun before.
systemctl start acme-renew
systemctl start acme-renew
systemctl restart postfix dovecot
