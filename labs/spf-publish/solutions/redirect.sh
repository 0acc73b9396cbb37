#!/bin/bash
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 ip4:$LAB_OWN_ADDRESS redirect=_senders.$LAB_DOMAIN"
$LAB_SILENT_NAME TXT "v=spf1 -all"
mail TXT "v=spf1 ip4:$LAB_OWN_ADDRESS -all"
_senders TXT "v=spf1 ip4:$LAB_BILLING_RANGE include:spf.$LAB_CRM " "include:_spf.$LAB_LETTERS -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
