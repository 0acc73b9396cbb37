#!/bin/bash
# The domain's name server, with everything but a policy about who may send.
cat > /etc/bind/db.domain <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@	SOA	ns1 hostmaster ( 2026010501 3600 600 86400 300 )
	NS	ns1
	MX	10 mail
ns1	A	$LAB_IP_DNS
mail	A	$LAB_OWN_ADDRESS
www	A	192.0.2.200
$LAB_SILENT_NAME	A	192.0.2.201
END
cat > /etc/bind/named.conf.local <<END
zone "$LAB_DOMAIN" { type primary; file "/etc/bind/db.domain"; };
END
systemctl enable named >/dev/null 2>&1
