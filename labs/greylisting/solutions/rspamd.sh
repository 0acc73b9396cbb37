#!/bin/bash
cat > /etc/rspamd/local.d/greylist.conf <<CONF
servers = "127.0.0.1:6379";
timeout = $((LAB_DELAY - 1));
expire = 1d;
ipv4_mask = 24;
whitelisted_ip = ["192.0.2.10"];
CONF
printf 'greylist = -50;\nadd_header = 50;\nreject = 100;\n' > /etc/rspamd/local.d/actions.conf
cat > /etc/rspamd/local.d/worker-proxy.inc <<'CONF'
bind_socket = "127.0.0.1:11332";
milter = yes;
timeout = 60s;
upstream "local" { default = yes; self_scan = yes; }
CONF
printf 'dns { nameserver = ["203.0.113.53"]; }\n' > /etc/rspamd/local.d/options.inc
# Its unit counts as started before anything listens, and without redis it would let everybody in: neither must happen after a reboot.
mkdir -p /etc/systemd/system/rspamd.service.d
cat > /etc/systemd/system/rspamd.service.d/listens.conf <<'CONF'
[Unit]
After=redis-server.service
[Service]
TimeoutStartSec=200
ExecStartPost=/bin/bash -c "until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done"
CONF
systemctl daemon-reload
systemctl enable --now redis-server rspamd
postconf -e 'smtpd_milters=inet:127.0.0.1:11332'
postconf -P 'submission/inet/smtpd_milters=' 'submissions/inet/smtpd_milters='
systemctl restart postfix
