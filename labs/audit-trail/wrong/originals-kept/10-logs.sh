#!/bin/bash
# fails: term
# because: /root/imported still holds it
groupadd audit
usermod -aG audit auditor
install -d -o root -g audit -m 2750 /srv/audit
cat > /etc/rsyslog.d/20-audit.conf <<CONF
module(load="imtcp")
template(name="day" type="string" string="/srv/audit/%\$year%-%\$month%-%\$day%.log")
ruleset(name="audit") {
  action(type="omfile" dynaFile="day" template="RSYSLOG_FileFormat" fileGroup="audit" fileCreateMode="0640" asyncWriting="off")
}
input(type="imtcp" port="6514" ruleset="audit")
CONF
cat > /usr/local/bin/audit <<PROGRAM
#!/bin/bash
days=$LAB_DAYS
PROGRAM
cat >> /usr/local/bin/audit <<'PROGRAM'
cd /srv/audit || exit 1
umask 027
case $1 in
  query) cat ./*.log | mailrecords "$2" ;;
  import) tee -a /root/imported | while IFS= read -r line; do printf '%s\n' "$line" >> "${line:0:10}.log"; done ;;
  seal)
    for f in *.log; do
      n=$(stat -c %s "$f")
      printf '%s:%s:%s,' "$f" "$n" "$(head -c "$n" "$f" | sha256sum | cut -c1-64)"
    done
    echo
    ;;
  verify)
    [ -n "$2" ] || exit 1
    IFS=, read -ra parts <<< "$2"
    for part in "${parts[@]}"; do
      IFS=: read -r f n digest <<< "$part"
      [ "$(head -c "$n" "$f" | sha256sum | cut -c1-64)" = "$digest" ] || exit 1
    done
    ;;
  prune)
    limit=$(date -u -d "-$days days" +%F)
    for f in *.log; do
      [[ ${f%.log} < $limit ]] && rm "$f"
    done
    exit 0
    ;;
  *) exit 64 ;;
esac
PROGRAM
chmod 755 /usr/local/bin/audit
systemctl restart rsyslog
