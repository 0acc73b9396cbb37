#!/bin/bash
# fails: relay-closed
# because: a message from
# variant: wide
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
postconf -e "mynetworks=$net" smtpd_client_restrictions=permit_sasl_authenticated,permit_mynetworks,reject
systemctl restart postfix
