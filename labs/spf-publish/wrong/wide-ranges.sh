#!/bin/bash
# fails: strangers-fail
# because: the result is pass
# Round numbers are easier to remember.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 ip4:198.51.100.128/25 ip4:203.0.113.128/25 -all"
$LAB_SILENT_NAME TXT "v=spf1 -all"
mail TXT "v=spf1 a -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
