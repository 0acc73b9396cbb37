#!/bin/bash
# fails: send-587
# because: does not offer AUTH
for s in submission submissions; do
  postconf -P "$s/inet/smtpd_sasl_auth_enable=no" "$s/inet/smtpd_client_restrictions=" "$s/inet/smtpd_relay_restrictions=permit_mynetworks,permit,reject_unauth_destination"
done
systemctl restart postfix
