#!/bin/bash
cat > /etc/bind/db.forward <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@ SOA ns1 hostmaster $((LAB_OLD_SERIAL + 100)) 3600 600 86400 300
@ NS ns1
ns1 A $LAB_IP_DNS
$LAB_MAIL_NAME A $LAB_IP_MX
@ MX 10 $LAB_MAIL_NAME
@ TXT "v=spf1 ip4:$LAB_IP_MX ~all"
$LAB_WEB_NAME A $LAB_WEB_ADDRESS
$LAB_WEB_NAME MX 0 .
$LAB_WEB_NAME TXT "v=spf1 -all"
END
cat > /etc/bind/db.reverse <<END
\$ORIGIN $LAB_REVERSE_ZONE.
\$TTL 300
@ SOA ns1.$LAB_DOMAIN. hostmaster.$LAB_DOMAIN. 1 3600 600 86400 300
@ NS ns1.$LAB_DOMAIN.
${LAB_IP_DNS##*.} PTR ns1.$LAB_DOMAIN.
${LAB_IP_MX##*.} PTR $LAB_MAIL_NAME.$LAB_DOMAIN.
END
cat > /etc/bind/named.conf.local <<END
zone "$LAB_DOMAIN" { type primary; file "/etc/bind/db.forward"; allow-transfer { $LAB_SECONDARY; }; };
zone "$LAB_REVERSE_ZONE" { type primary; file "/etc/bind/db.reverse"; allow-transfer { none; }; };
END
named-checkconf -z
systemctl enable --now named
