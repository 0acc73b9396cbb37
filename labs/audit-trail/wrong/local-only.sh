#!/bin/bash
# fails: mail-trail
# because: there is no program
install -d -m 0750 /srv/audit
cat > /etc/rsyslog.d/90-audit.conf <<'CONF'
mail.*;auth,authpriv.* action(type="omfile" file="/srv/audit/all.log" template="RSYSLOG_FileFormat" fileCreateMode="0640")
CONF
cat > /usr/local/bin/audit <<'PROGRAM'
#!/bin/bash
[ "$1" = query ] && grep -F -- "$2" /srv/audit/all.log
PROGRAM
chmod 755 /usr/local/bin/audit
systemctl restart rsyslog
