#!/bin/bash
printf 'POSTGREY_OPTS="--inet=127.0.0.1:10023 --delay=%s"\n' "$((LAB_DELAY - 1))" > /etc/default/postgrey
printf 'mx.%s\n192.0.2.10\n' "$LAB_PARTNER" > /etc/postgrey/whitelist_clients.local
# Its unit counts as started before anything listens, and what Postfix cannot ask about it puts off, the partner's mail, too.
mkdir -p /etc/systemd/system/postgrey.service.d
cat > /etc/systemd/system/postgrey.service.d/listens.conf <<'CONF'
[Service]
TimeoutStartSec=90
ExecStartPost=/bin/bash -c "until (exec 3<>/dev/tcp/127.0.0.1/10023) 2>/dev/null; do sleep 0.2; done"
CONF
systemctl daemon-reload
systemctl enable --now postgrey
postconf -e 'smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023'
systemctl restart postfix
