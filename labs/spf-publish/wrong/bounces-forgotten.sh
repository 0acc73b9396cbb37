#!/bin/bash
# fails: helo-name
# because: the result is none
# All that the ticket names, and nothing for mail that has no sender address.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 mx ip4:$LAB_BILLING_RANGE include:_spf.$LAB_LETTERS include:spf.$LAB_CRM -all"
$LAB_SILENT_NAME TXT "v=spf1 -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
