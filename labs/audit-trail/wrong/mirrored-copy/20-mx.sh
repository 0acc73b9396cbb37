#!/bin/bash
# fails: tamper-evident
# because: the record is gone
cat > /usr/local/sbin/mirror <<SCRIPT
#!/bin/bash
while sleep 2; do cat /var/log/mail.log /var/log/auth.log | nc -N $LAB_IP_LOGS 6514; done
SCRIPT
chmod 755 /usr/local/sbin/mirror
printf '[Service]\nExecStart=/usr/local/sbin/mirror\nRestart=always\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/mirror.service
systemctl daemon-reload
systemctl enable --now mirror
