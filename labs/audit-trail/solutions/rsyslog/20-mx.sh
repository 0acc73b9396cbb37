#!/bin/bash
cat > /etc/rsyslog.d/90-audit.conf <<CONF
*.* action(type="omfwd" target="$LAB_IP_LOGS" port="6514" protocol="tcp" template="RSYSLOG_ForwardFormat"
  action.resumeRetryCount="-1" action.resumeInterval="2" queue.type="LinkedList" queue.filename="audit" queue.saveOnShutdown="on")
CONF
cat >> /etc/dovecot/local.conf <<'CONF'
login_log_format_elements = user=<%{user}> method=%{mechanism} rip=%{remote_ip} lip=%{local_ip} mpid=%{mail_pid} %{secured} auth=<%{auth_user}> session=<%{session}>
CONF
systemctl restart rsyslog dovecot
if [ "$LAB_VARIANT" = yes ]; then
  echo '/^Subject:/ INFO' > /etc/postfix/subjects
  postconf -e header_checks=regexp:/etc/postfix/subjects
  systemctl restart postfix
fi
