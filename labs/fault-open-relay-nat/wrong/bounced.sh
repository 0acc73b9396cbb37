#!/bin/bash
# fails: queue-clean
# because: whose addresses were forged
echo "$LAB_FAR error:5.7.1 no such mail here" > /etc/postfix/transport
postconf -e transport_maps=texthash:/etc/postfix/transport
systemctl restart postfix
postqueue -f
timeout 200 bash -c 'until grep -q "to=<[^>]*@$LAB_INNOCENT>.*status=sent" /var/log/mail.log; do sleep 0.5; done'
