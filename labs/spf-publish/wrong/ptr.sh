#!/bin/bash
# fails: limits
# because: no "ptr" in the record
# Whoever has a name of ours.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 ip4:$LAB_OWN_ADDRESS ptr ip4:$LAB_BILLING_RANGE include:_spf.$LAB_LETTERS include:spf.$LAB_CRM -all"
$LAB_SILENT_NAME TXT "v=spf1 -all"
mail TXT "v=spf1 a -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
