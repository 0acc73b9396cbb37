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
for i in $(seq 60); do [ -e /etc/acme/live/key.pem ] && break; sleep 1; done
/etc/acme/hooks/mail
