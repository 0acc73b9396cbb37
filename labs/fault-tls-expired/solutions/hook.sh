#!/bin/bash
# A hook that copies the whole chain and its key for both daemons, and tells them.
cat > /etc/acme/hooks/mail <<'HOOK'
#!/bin/bash
for daemon in postfix dovecot; do
  install -m 644 /etc/acme/live/fullchain.pem "/etc/$daemon/tls/cert.pem"
  install -m 600 /etc/acme/live/key.pem "/etc/$daemon/tls/key.pem"
  systemctl reload "$daemon"
done
HOOK
chmod 755 /etc/acme/hooks/mail
for i in $(seq 60); do [ -e /etc/acme/live/key.pem ] && break; sleep 1; done
/etc/acme/hooks/mail
sleep 2
