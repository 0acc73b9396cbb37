#!/bin/bash
# fails: policy
# because: refused the connection
# Port 80 is easier.
mkdir -p /srv/sts/.well-known
{
  printf 'version: STSv1\nmode: %s\n' "$LAB_MODE"
  printf "mx: %s\n" "mail.$LAB_DOMAIN" "backup.$LAB_DOMAIN"
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
  listen 80;
  server_name mta-sts.$LAB_DOMAIN;
  root /srv/sts;
}
END
rm -f /etc/nginx/sites-enabled/default
systemctl enable --now nginx
