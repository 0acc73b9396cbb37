#!/bin/bash
# fails: queue-clean
# because: whose addresses were forged
echo "$LAB_FAR error:5.7.1 no such mail here" > /etc/postfix/transport
postconf -e transport_maps=texthash:/etc/postfix/transport
postfix reload
for i in $(seq 90); do grep -q "to=<[^>]*@$LAB_INNOCENT>.*status=sent" /var/log/mail.log && break; postqueue -f; sleep 1; done
