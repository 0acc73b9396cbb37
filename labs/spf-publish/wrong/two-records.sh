#!/bin/bash
# fails: limits
# because: there are 2 SPF records
# One record for us, one for the providers.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 mx ip4:$LAB_BILLING_RANGE -all"
@ TXT "v=spf1 include:_spf.$LAB_LETTERS include:spf.$LAB_CRM -all"
$LAB_SILENT_NAME TXT "v=spf1 -all"
mail TXT "v=spf1 a -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
