#!/bin/bash
# fails: reverse
# because: does not lead to
# The final dot of the name is missing.
mkdir -p /etc/nsd/zones
cat > /etc/nsd/zones/forward <<END
\$ORIGIN $LAB_DOMAIN.
\$TTL 300
@ SOA ns1 hostmaster $((LAB_OLD_SERIAL + 1)) 3600 600 86400 300
@ NS ns1
ns1 A $LAB_IP_DNS
$LAB_MAIL_NAME A $LAB_IP_MX
@ MX 10 $LAB_MAIL_NAME
@ TXT "v=spf1 mx -all"
$LAB_WEB_NAME A $LAB_WEB_ADDRESS
$LAB_WEB_NAME MX 0 .
$LAB_WEB_NAME TXT "v=spf1 -all"
END
cat > /etc/nsd/zones/reverse <<END
\$ORIGIN $LAB_REVERSE_ZONE.
\$TTL 300
@ SOA ns1.$LAB_DOMAIN. hostmaster.$LAB_DOMAIN. 1 3600 600 86400 300
@ NS ns1.$LAB_DOMAIN.
${LAB_IP_DNS##*.} PTR ns1.$LAB_DOMAIN.
${LAB_IP_MX##*.} PTR $LAB_MAIL_NAME.$LAB_DOMAIN
END
cat > /etc/nsd/nsd.conf.d/mail.conf <<END
zone:
  name: $LAB_DOMAIN
  zonefile: /etc/nsd/zones/forward
  provide-xfr: $LAB_SECONDARY NOKEY
zone:
  name: $LAB_REVERSE_ZONE
  zonefile: /etc/nsd/zones/reverse
END
systemctl enable --now nsd
