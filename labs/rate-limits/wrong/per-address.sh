#!/bin/bash
# fails: per-account
# because: too many recipients
postconf -e smtpd_client_event_limit_exceptions= "anvil_rate_time_unit=${LAB_WINDOW}s"
for service in submission submissions; do postconf -P "$service/inet/smtpd_client_recipient_rate_limit=$LAB_LIMIT"; done
systemctl restart postfix
