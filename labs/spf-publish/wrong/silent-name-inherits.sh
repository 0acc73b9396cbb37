#!/bin/bash
# fails: silent-name
# because: the result is none
# The policy of the domain surely holds for what is below.
cat >> /etc/bind/db.domain <<END
@ TXT "v=spf1 mx ip4:$LAB_BILLING_RANGE include:_spf.$LAB_LETTERS include:spf.$LAB_CRM -all"

mail TXT "v=spf1 a -all"
END
sed -i 's/2026010501/2026010502/' /etc/bind/db.domain
named-checkzone "$LAB_DOMAIN" /etc/bind/db.domain
rndc reload
