#!/bin/bash
# Debian's own milter in front of clamd, for all three services. Where archives with a password are only marked, a second pair does that:
# it knows the alert, and accepts.
milters=inet:127.0.0.1:7357
[ "$LAB_VARIANT" = tag ] || echo 'AlertEncryptedArchive true' >> /etc/clamav/clamd.conf
sed -i -e 's|^MilterSocket .*|MilterSocket inet:7357@127.0.0.1|' -e 's|^OnInfected .*|OnInfected Reject|' -e 's|^OnFail .*|OnFail Defer|' /etc/clamav/clamav-milter.conf
# In the foreground under a unit of its own: the packaged start script is of the old kind, and was once seen to hang for five minutes.
sed -i -e 's|^Foreground .*|Foreground true|' -e '/^PidFile/d' /etc/clamav/clamav-milter.conf
printf '[Unit]\nAfter=clamav-daemon.service\n[Service]\nExecStart=/usr/sbin/clamav-milter\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n' \
  > /etc/systemd/system/virus-milter.service
if [ "$LAB_VARIANT" = tag ]; then
  milters="$milters inet:127.0.0.1:7358"
  sed -e 's|^LocalSocket .*|LocalSocket /run/clamav/marking.ctl|' -e '/^LogFile /d' /etc/clamav/clamd.conf > /etc/clamav/marking-clamd.conf
  echo 'AlertEncryptedArchive true' >> /etc/clamav/marking-clamd.conf
  sed -e 's|:7357@|:7358@|' -e 's|^ClamdSocket .*|ClamdSocket unix:/run/clamav/marking.ctl|' -e 's|^OnInfected .*|OnInfected Accept|' \
    -e 's|^AddHeader .*|AddHeader Replace|' -e '/^LogFile /d' /etc/clamav/clamav-milter.conf > /etc/clamav/marking-milter.conf
  printf '[Service]\nExecStartPre=/bin/mkdir -p /run/clamav\nExecStartPre=/bin/chown clamav /run/clamav\nExecStart=/usr/sbin/clamd --foreground=true -c /etc/clamav/marking-clamd.conf\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n' \
    > /etc/systemd/system/marking-clamd.service
  printf '[Unit]\nAfter=marking-clamd.service\n[Service]\nExecStart=/usr/sbin/clamav-milter -c /etc/clamav/marking-milter.conf\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n' \
    > /etc/systemd/system/marking-milter.service
  systemctl enable --now marking-clamd marking-milter
fi
systemctl enable --now clamav-daemon virus-milter
postconf -e "smtpd_milters=$milters" milter_default_action=tempfail
systemctl restart postfix
timeout 100 clamdscan --ping 100:1
