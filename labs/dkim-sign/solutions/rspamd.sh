#!/bin/bash
mkdir -p /var/lib/rspamd/dkim
for domain in "$LAB_DOMAIN" "$LAB_SECOND"; do
  record=$(rspamadm dkim_keygen -d "$domain" -s r2026 -b 2048 -k "/var/lib/rspamd/dkim/$domain.key" | grep -o '"[^"]*"' | tr '\n' ' ')
  printf 'server %s\nzone %s\nupdate add r2026._domainkey.%s 300 TXT %s\nsend\n' "$LAB_IP_DNS" "$domain" "$domain" "$record" | nsupdate
done
chown -R _rspamd:_rspamd /var/lib/rspamd/dkim
chmod 750 /var/lib/rspamd/dkim
chmod 640 /var/lib/rspamd/dkim/*.key
cat > /etc/rspamd/local.d/dkim_signing.conf <<'CONF'
selector = "r2026";
path = "/var/lib/rspamd/dkim/$domain.key";
use_esld = false;
allow_username_mismatch = true;
# The return address may be another company's: what counts is the domain in From.
allow_hdrfrom_mismatch = true;
CONF
cat > /etc/rspamd/local.d/worker-proxy.inc <<'CONF'
bind_socket = "localhost:11332";
milter = yes;
timeout = 60s;
upstream "local" { default = yes; self_scan = yes; }
CONF
printf 'dns { nameserver = ["203.0.113.53"]; }\n' > /etc/rspamd/local.d/options.inc
systemctl enable --now rspamd
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
postconf -e 'smtpd_milters=inet:localhost:11332' 'non_smtpd_milters=inet:localhost:11332' smtp_tls_security_level=may
systemctl restart postfix
