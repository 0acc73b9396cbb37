#!/bin/bash
# fails: capped
# because: was never refused
postconf -e smtpd_client_event_limit_exceptions= anvil_rate_time_unit=600s
postconf -P "submission/inet/smtpd_client_recipient_rate_limit=$LAB_LIMIT"
systemctl restart postfix
