#!/bin/bash
# fails: limits
# because: Too many DNS requests
# What every provider asks for, in one line.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 a mx include:_spf.$LAB_LETTERS include:spf.$LAB_CRM include:_spf.$LAB_BILLING -all"
$LAB_SILENT_NAME TXT "v=spf1 -all"
mail TXT "v=spf1 a -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
