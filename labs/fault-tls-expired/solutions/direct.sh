#!/bin/bash
# Both daemons read the client's own files; a path unit reloads them whenever the client has renewed.
rm -f /etc/acme/hooks/mail
systemctl start acme-renew
postconf -e 'smtpd_tls_chain_files=/etc/acme/live/key.pem, /etc/acme/live/fullchain.pem'
postconf -X smtpd_tls_cert_file smtpd_tls_key_file
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/acme/live/fullchain.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/acme/live/key.pem|' /etc/dovecot/conf.d/10-ssl.conf
printf '[Path]\nPathChanged=/var/lib/acme/serial\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/tls-reload.path
printf '[Service]\nType=oneshot\nExecStart=/bin/sh -c "systemctl reload postfix; systemctl reload dovecot"\n' > /etc/systemd/system/tls-reload.service
systemctl daemon-reload
systemctl enable --now tls-reload.path
systemctl restart postfix dovecot
