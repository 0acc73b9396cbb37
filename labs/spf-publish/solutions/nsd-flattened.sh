#!/bin/bash
# The same zone on another server, every address written out.
systemctl disable --now named
mkdir -p /etc/nsd/zones
address() { dig +short A "$1" | tail -1; }
cat > /etc/nsd/zones/domain <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@ SOA ns1 hostmaster 2026010502 3600 600 86400 300
@ NS ns1
@ MX 10 mail
@ TXT "v=spf1 ip4:$LAB_OWN_ADDRESS ip4:$LAB_BILLING_RANGE ip4:$(address "out.$LAB_LETTERS") ip4:198.51.100.176 ip4:198.51.100.180/31 ip4:$(address "mx.$LAB_CRM") ip4:$(address "bulk.$LAB_CRM") -all"
ns1 A $LAB_IP_DNS
mail A $LAB_OWN_ADDRESS
mail TXT "v=spf1 a -all"
www A 192.0.2.200
$LAB_SILENT_NAME A 192.0.2.201
$LAB_SILENT_NAME TXT "v=spf1 -all"
END
printf 'zone:\n  name: %s\n  zonefile: /etc/nsd/zones/domain\n' "$LAB_DOMAIN" > /etc/nsd/nsd.conf.d/domain.conf
systemctl enable --now nsd
