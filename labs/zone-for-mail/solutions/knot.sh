#!/bin/bash
cat > /var/lib/knot/forward.zone <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@ SOA ns1 hostmaster $((LAB_OLD_SERIAL + 1)) 3600 600 86400 300
@ NS ns1
ns1 A $LAB_IP_DNS
$LAB_MAIL_NAME A $LAB_IP_MX
@ MX 0 $LAB_MAIL_NAME.$LAB_DOMAIN.
@ TXT "v=spf1 a:$LAB_MAIL_NAME.$LAB_DOMAIN -all"
$LAB_WEB_NAME A $LAB_WEB_ADDRESS
$LAB_WEB_NAME MX 0 .
$LAB_WEB_NAME TXT "v=spf1 -all"
END
cat > /var/lib/knot/reverse.zone <<END
\$ORIGIN $LAB_REVERSE_ZONE.
\$TTL 300
@ SOA ns1.$LAB_DOMAIN. hostmaster.$LAB_DOMAIN. 1 3600 600 86400 300
@ NS ns1.$LAB_DOMAIN.
${LAB_IP_DNS##*.} PTR ns1.$LAB_DOMAIN.
${LAB_IP_MX##*.} PTR $LAB_MAIL_NAME.$LAB_DOMAIN.
END
cat > /etc/knot/knot.conf <<END
server:
  rundir: /run/knot
  user: knot:knot
  listen: 0.0.0.0@53
acl:
  - id: secondary
    address: $LAB_SECONDARY
    action: transfer
zone:
  - domain: $LAB_DOMAIN
    file: /var/lib/knot/forward.zone
    acl: secondary
    zonefile-sync: -1
  - domain: $LAB_REVERSE_ZONE
    file: /var/lib/knot/reverse.zone
    zonefile-sync: -1
END
knotc conf-check
systemctl enable --now knot
