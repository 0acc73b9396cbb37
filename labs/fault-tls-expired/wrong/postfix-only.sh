#!/bin/bash
# fails: ports
# because: port 993:
cat > /etc/acme/hooks/mail <<'HOOK'
#!/bin/bash
install -m 644 /etc/acme/live/fullchain.pem /etc/postfix/tls/cert.pem
install -m 600 /etc/acme/live/key.pem /etc/postfix/tls/key.pem
systemctl reload postfix
HOOK
chmod 755 /etc/acme/hooks/mail
# Twice: the first may only wait for a renewal that had begun before.
systemctl start acme-renew
systemctl start acme-renew
systemctl restart postfix
