#!/bin/bash
# The slow partner gets agents of its own; nobody else waits.
postconf -X smtp_destination_rate_delay smtp_connect_timeout
postconf -M 'smtp/unix=smtp unix - - y - - smtp' 'patient/unix=patient unix - - y - 5 smtp'
printf '%s patient:\n' "$LAB_SLOW" > /etc/postfix/transport
postconf -e transport_maps=texthash:/etc/postfix/transport patient_destination_concurrency_limit=5
systemctl restart postfix
postqueue -f
for i in $(seq 60); do [ "$(postqueue -j | grep -c "$LAB_CUSTOMER@$LAB_PEER")" = 0 ] && break; sleep 1; done
