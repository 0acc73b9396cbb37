#!/bin/bash
# fails: strict-sender
# because: no server of the MX records is in the policy
# A wildcard for all mail servers, a label too deep.
mkdir -p /srv/sts/.well-known
{
  printf 'version: STSv1\nmode: %s\n' "$LAB_MODE"
  printf "mx: *.mail.%s\n" "$LAB_DOMAIN"
  printf 'max_age: 1209600\n'
} > /srv/sts/.well-known/mta-sts.txt
sed -i '/^_mta-sts/d; s/2026010501/2026010502/' /etc/bind/db.domain
cat >> /etc/bind/db.domain <<END
mta-sts A $LAB_IP_WEB
_mta-sts TXT "v=STSv1; id=$(date +%Y%m%d%H%M%S);"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:$LAB_REPORT_BOX@$LAB_DOMAIN"
END
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
cat > /etc/nginx/conf.d/sts.conf <<END
server {
  listen 443 ssl;
  server_name mta-sts.$LAB_DOMAIN;
  ssl_certificate /etc/ssl/postlab/mta-sts.pem;
  ssl_certificate_key /etc/ssl/postlab/mta-sts-key.pem;
  root /srv/sts;
}
END
rm -f /etc/nginx/sites-enabled/default
nginx -t
systemctl enable --now nginx
