#!/bin/bash
# fails: sealed-list
# because: whom nobody trusts
# A chain that verifies is a chain that verifies.
printf 'server %s\nzone %s\nupdate add _dmarc.%s 300 TXT "v=DMARC1; p=%s; rua=mailto:%s@%s"\nsend\n' "$LAB_IP_DNS" "$LAB_DOMAIN" "$LAB_DOMAIN" "$LAB_POLICY" "$LAB_REPORT_BOX" "$LAB_DOMAIN" | nsupdate
cat > /etc/rspamd/local.d/policies_group.conf <<'CONF'
symbols = {
  "DMARC_POLICY_REJECT" { weight = 40; }
  "DMARC_POLICY_QUARANTINE" { weight = 18; }
  "ARC_ALLOW" { weight = -40; }
}
CONF
printf 'greylist = null;\nadd_header = 15;\nreject = 30;\n' > /etc/rspamd/local.d/actions.conf
cat > /etc/rspamd/local.d/milter_headers.conf <<CONF
use = ["authentication-results", "x-spam"];
skip_local = false;
routines {
  authentication-results { header = "Authentication-Results"; remove = 0; authserv_id = "mail.$LAB_DOMAIN"; }
}
custom {
  x-spam = <<EOD
return function(task, common_meta)
  if task:get_metric_action() == 'add header' then
    return nil, {['X-Spam'] = 'Yes'}, {['X-Spam'] = 0}, {}
  end
  return nil, {}, {['X-Spam'] = 0}, {}
end
EOD;
}
CONF
cat > /etc/rspamd/local.d/worker-proxy.inc <<'CONF'
bind_socket = "127.0.0.1:11332";
milter = yes;
timeout = 60s;
upstream "local" { default = yes; self_scan = yes; }
CONF
printf 'dns { nameserver = ["203.0.113.53"]; }\n' > /etc/rspamd/local.d/options.inc
systemctl enable --now rspamd
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
postconf -e 'smtpd_milters=inet:127.0.0.1:11332'
systemctl restart postfix
