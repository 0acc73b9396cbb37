#!/bin/bash
# The domain's name server. A policy was tried once and taken down again; its record stayed.
cat > /etc/bind/db.domain <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@	SOA	web hostmaster ( 2026010501 3600 600 86400 300 )
	NS	web
	MX	10 mail
	MX	20 backup
	TXT	"v=spf1 mx -all"
web	A	$LAB_IP_WEB
mail	A	$LAB_IP_MX
backup	A	$LAB_IP_MX
_mta-sts	TXT	"v=STSv1; id=$LAB_OLD_ID;"
END
cat > /etc/bind/named.conf.local <<END
zone "$LAB_DOMAIN" { type primary; file "/etc/bind/db.domain"; };
END
systemctl enable named >/dev/null 2>&1
