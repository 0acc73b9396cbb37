#!/bin/bash
# fails: send-587
# because: does not offer AUTH
postconf -e mynetworks=0.0.0.0/0
for s in submission submissions; do
  postconf -P "$s/inet/smtpd_sasl_auth_enable=no" "$s/inet/smtpd_client_restrictions=permit_mynetworks,reject" "$s/inet/smtpd_relay_restrictions=permit_mynetworks,reject_unauth_destination"
done
systemctl restart postfix
