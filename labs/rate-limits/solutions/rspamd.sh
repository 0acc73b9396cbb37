#!/bin/bash
# rspamd's ratelimit module counts in redis; metadata_exporter writes the letter. rspamd looks into the bucket before it adds a message:
# how many recipients a single one may have is Postfix's to say.
cat > /etc/rspamd/local.d/redis.conf <<'CONF'
servers = "127.0.0.1";
timeout = 10s;
CONF
cat > /etc/rspamd/local.d/ratelimit.conf <<CONF
whitelisted_user = "/etc/rspamd/exempt-users";
info_symbol = "RATELIMITED";
rates {
  by_user {
    selector = 'user.lower';
    bucket {
      burst = $LAB_LIMIT;
      rate = "$LAB_LIMIT / ${LAB_WINDOW}s";
    }
  }
}
CONF
printf '%s\n' "$LAB_BULK" > /etc/rspamd/exempt-users
cat > /etc/rspamd/local.d/metadata_exporter.conf <<CONF
rules {
  OVER_LIMIT {
    backend = "send_mail";
    smtp = "127.0.0.1";
    mail_from = "postmaster@$LAB_DOMAIN";
    mail_to = ["$LAB_ADMIN@$LAB_DOMAIN"];
    selector = "over_limit";
    formatter = "over_limit_letter";
  }
}
custom_select {
  over_limit = <<EOD
return function(task) return task:has_symbol('RATELIMITED') end
EOD;
}
custom_format {
  over_limit_letter = <<EOD
return function(task)
  local user = task:get_user() or 'somebody'
  return 'From: <postmaster@$LAB_DOMAIN>\r\nTo: <$LAB_ADMIN@$LAB_DOMAIN>\r\nSubject: ' .. user .. ' sends too much\r\n\r\nstopped\r\n',
    { mail_targets = { '$LAB_ADMIN@$LAB_DOMAIN' } }
end
EOD;
}
CONF
systemctl enable --now redis-server rspamd
for service in submission submissions; do
  postconf -P "$service/inet/smtpd_milters=inet:127.0.0.1:11332" "$service/inet/smtpd_recipient_limit=$LAB_LIMIT"
done
systemctl restart postfix
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
