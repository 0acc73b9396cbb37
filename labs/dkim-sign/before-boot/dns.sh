#!/bin/bash
# Both domains' zones; the mail server may change them with nsupdate.
zone() {
  cat > "/var/lib/bind/db.$1" <<END
\$ORIGIN $1.
\$TTL 300
@	SOA	ns1.$LAB_DOMAIN. hostmaster.$LAB_DOMAIN. ( 2026010501 3600 600 86400 300 )
	NS	ns1.$LAB_DOMAIN.
	MX	10 mail.$LAB_DOMAIN.
	TXT	"v=spf1 mx -all"
_dmarc	TXT	"v=DMARC1; p=reject"
END
}
zone "$LAB_DOMAIN"
zone "$LAB_SECOND"
# The key of the server before this one. Mail that it signed is still on its way.
old=$(openssl genrsa 1024 2>/dev/null | openssl rsa -pubout -outform der 2>/dev/null | base64 -w0)
cat >> "/var/lib/bind/db.$LAB_DOMAIN" <<END
ns1	A	$LAB_IP_DNS
mail	A	$LAB_IP_MX
mail	TXT	"v=spf1 a -all"
$LAB_OLD_SELECTOR._domainkey	TXT	"v=DKIM1; k=rsa; p=$old"
END
chown bind:bind /var/lib/bind/db.*
cat > /etc/bind/named.conf.local <<END
zone "$LAB_DOMAIN" { type primary; file "/var/lib/bind/db.$LAB_DOMAIN"; allow-update { $LAB_IP_MX; 127.0.0.1; }; };
zone "$LAB_SECOND" { type primary; file "/var/lib/bind/db.$LAB_SECOND"; allow-update { $LAB_IP_MX; 127.0.0.1; }; };
END
systemctl enable named >/dev/null 2>&1
