#!/bin/sh
# Six figures from inside. Each line: name, value.
now=$(date +%s)
postqueue -j | grep -o '"arrival_time": [0-9]*' | awk -v now="$now" '{age = now - $2; if (age > old) old = age} END {print "queue_messages", NR; print "queue_oldest_s", old + 0}'
grep -o ' delay=[0-9.]*' /var/log/mail.log | tail -n 200 | cut -d= -f2 | sort -n | awk '{d[NR] = $1} END {if (NR) print "delay_p95_s", d[int((NR - 1) * 0.95) + 1]}'
grep -c 'status=deferred' /var/log/mail.log | sed 's/^/deferrals /'
df --output=pcent /var/spool/postfix /srv/vmail | tail -n +2 | sort -n | tail -n 1 | awk '{print "disk_fullest_percent", $1 + 0}'
end=$(date +%s -d "$(openssl x509 -noout -enddate -in /etc/ssl/certs/mail.pem | cut -d= -f2)")
echo "cert_days_left $(((end - now) / 86400))"
