#!/bin/bash
# One milter a domain, each on its own port.
port=8893
for domain in "$LAB_DOMAIN" "$LAB_SECOND"; do
  folder=/etc/dkimkeys/$domain
  mkdir -p "$folder"
  (cd "$folder" && dknewkey p2026)
  printf 'server %s\nzone %s\nupdate add p2026._domainkey.%s 300 TXT %s\nsend\n' "$LAB_IP_DNS" "$domain" "$domain" \
    "\"v=DKIM1; k=rsa; h=sha256; \" $(grep -o 'p=[A-Za-z0-9+/=]*' "$folder/p2026.dns" | fold -w 200 | sed 's/.*/"&"/' | tr '\n' ' ')" | nsupdate
  cat > "/etc/dkimpy-milter/$domain.conf" <<CONF
Syslog yes
UMask 007
UserID dkimpy-milter
Mode s
Domain $domain
Selector p2026
KeyFile $folder/p2026.key
Canonicalization relaxed/relaxed
SignHeaders from,from,sender,reply-to,subject,date,message-id,to,cc,mime-version,content-type,content-transfer-encoding,in-reply-to,references,list-id,list-unsubscribe,list-unsubscribe-post
Socket inet:$port@localhost
PidFile /run/dkimpy-milter/$domain.pid
CONF
  chown -R dkimpy-milter "$folder"
  cat > "/etc/systemd/system/dkimpy-$domain.service" <<UNIT
[Unit]
After=network.target
Before=postfix.service
[Service]
ExecStart=/usr/bin/dkimpy-milter /etc/dkimpy-milter/$domain.conf -P /run/dkimpy-milter/$domain.pid
# Python takes a moment until it listens; Postfix shall not ask before.
ExecStartPost=/bin/bash -c 'until (exec 3<>/dev/tcp/localhost/$port) 2>/dev/null; do sleep 0.2; done'
RuntimeDirectory=dkimpy-milter
RuntimeDirectoryPreserve=yes
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
  systemctl enable --now "dkimpy-$domain"
  milters="${milters:+$milters,}inet:localhost:$port"
  port=$((port + 1))
done
# dkimpy signs whatever it is shown: it is shown what users and programs of this machine send, never what comes in on port 25.
postconf -P "submission/inet/smtpd_milters=$milters" "submissions/inet/smtpd_milters=$milters"
postconf -e "non_smtpd_milters=$milters" smtp_tls_security_level=may
systemctl restart postfix
