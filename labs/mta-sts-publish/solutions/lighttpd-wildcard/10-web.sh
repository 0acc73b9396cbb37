#!/bin/bash
mkdir -p /srv/sts/.well-known
{
  printf 'version: STSv1\nmode: %s\n' "$LAB_MODE"
  printf "mx: *.%s\n" "$LAB_DOMAIN"
  printf 'max_age: 1209600\n'
} > /srv/sts/.well-known/mta-sts.txt
sed -i '/^_mta-sts/d; s/2026010501/2026010502/' /etc/bind/db.domain
cat >> /etc/bind/db.domain <<END
mta-sts A $LAB_IP_WEB
_mta-sts TXT "v=STSv1; id=b1;"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:$LAB_REPORT_BOX@$LAB_DOMAIN"
END
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
cat > /etc/lighttpd/conf-enabled/sts.conf <<END
server.modules += ( "mod_openssl" )
\$SERVER["socket"] == ":443" {
  ssl.engine = "enable"
  ssl.pemfile = "/etc/ssl/postlab/mta-sts.pem"
  ssl.privkey = "/etc/ssl/postlab/mta-sts-key.pem"
  server.document-root = "/srv/sts"
}
END
# It counts as started when it listens, at boot as well.
mkdir -p /etc/systemd/system/lighttpd.service.d
cat > /etc/systemd/system/lighttpd.service.d/ready.conf <<'END'
[Service]
ExecStartPost=/bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/443) 2>/dev/null; do sleep 0.1; done'
END
systemctl daemon-reload
systemctl enable --now lighttpd
