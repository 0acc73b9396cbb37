#!/bin/bash
# The domain's zone; the mail server may change it with nsupdate.
cat > "/var/lib/bind/db.domain" <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@	SOA	ns1 hostmaster ( 2026010501 3600 600 86400 300 )
	NS	ns1
	MX	10 mail
	TXT	"v=spf1 mx -all"
ns1	A	$LAB_IP_DNS
mail	A	$LAB_IP_MX
mail	TXT	"v=spf1 a -all"
END
chown bind:bind /var/lib/bind/db.domain
cat > /etc/bind/named.conf.local <<END
zone "$LAB_DOMAIN" { type primary; file "/var/lib/bind/db.domain"; allow-update { $LAB_IP_MX; 127.0.0.1; }; };
END
systemctl enable named >/dev/null 2>&1
