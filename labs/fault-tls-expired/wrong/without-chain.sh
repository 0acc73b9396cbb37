#!/bin/bash
# fails: ports
# because: port 25:
# variant: hook
sed -i 's/fullchain.pem/cert.pem/' /etc/acme/hooks/mail
chmod 755 /etc/acme/hooks/mail
# Twice: the first may only wait for a renewal that had begun before.
systemctl start acme-renew
systemctl start acme-renew
