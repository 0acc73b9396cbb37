#!/bin/bash
printf '%s@%s\n' "$LAB_BAD_SENDER" "$LAB_NEWS_DOMAIN" > /etc/rspamd/senders.map
printf '%s\n' "$LAB_BAD_DOMAIN" > /etc/rspamd/domains.map
cat > /etc/rspamd/local.d/multimap.conf <<CONF
PARTNER { type = "ip"; map = ["192.0.2.10"]; prefilter = true; action = "accept"; }
BAD_ADDRESS { type = "ip"; map = ["$LAB_BAD_ADDRESS"]; score = 50; }
BAD_SENDER { type = "from"; map = "/etc/rspamd/senders.map"; score = 50; }
BAD_DOMAIN { type = "from"; filter = "email:domain"; map = "/etc/rspamd/domains.map"; score = 50; }
CONF
cat > /etc/rspamd/local.d/rbl.conf <<CONF
default_exclude_local = false;
rbls {
  lab_list {
    rbl = "$LAB_LIST_ZONE";
    checks = ["from"];
    ipv4 = true;
    ipv6 = false;
    returncodes { LAB_LISTED = "127%.0%.0%.%d+"; }
  }
}
CONF
printf 'symbols = { "LAB_LISTED" { weight = 50; } }\n' > /etc/rspamd/local.d/rbl_group.conf
cat > /etc/rspamd/local.d/settings.conf <<CONF
postmaster {
  priority = high;
  rcpt = "postmaster@$LAB_DOMAIN";
  apply { symbols_disabled = ["LAB_LISTED"]; actions { reject = 100; "add header" = 90; } }
}
CONF
printf 'greylist = null;\nadd_header = 30;\nreject = 40;\n' > /etc/rspamd/local.d/actions.conf
cat > /etc/rspamd/local.d/worker-proxy.inc <<'CONF'
bind_socket = "127.0.0.1:11332";
milter = yes;
timeout = 60s;
upstream "local" { default = yes; self_scan = yes; }
CONF
printf 'dns { nameserver = ["203.0.113.53"]; timeout = 1s; retransmits = 2; }\n' > /etc/rspamd/local.d/options.inc
systemctl enable --now rspamd
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
postconf -e 'smtpd_milters=inet:127.0.0.1:11332'
postconf -P 'submission/inet/smtpd_milters=' 'submissions/inet/smtpd_milters='
systemctl restart postfix
