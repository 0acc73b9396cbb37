#!/bin/bash
# fails: ports
# because: port 25:
# variant: hook
sed -i 's/fullchain.pem/cert.pem/' /etc/acme/hooks/mail
chmod 755 /etc/acme/hooks/mail
for i in $(seq 60); do [ -e /etc/acme/live/key.pem ] && break; sleep 1; done
/etc/acme/hooks/mail
