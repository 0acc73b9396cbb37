#!/bin/bash
# fails: people-trail
# because: by the administrator
cat > /etc/rsyslog.d/90-audit.conf <<CONF
*.* action(type="omfwd" target="$LAB_IP_LOGS" port="6514" protocol="tcp" template="RSYSLOG_ForwardFormat"
  action.resumeRetryCount="-1" queue.type="LinkedList" queue.filename="audit" queue.saveOnShutdown="on")
CONF
systemctl restart rsyslog dovecot
