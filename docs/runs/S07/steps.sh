# The steps of an installation, as the lesson teaches them. Sourced by run.sh.
net=postlab-run-s07
label=postlab-run=s07
prefix=192.0.2
newest() { docker images --format '{{.Repository}}:{{.Tag}}' "postlab/$1" | head -1; }

# The rest of the Internet: a resolver, and the customer's server, which checks HELO, reverse DNS and SPF.
world() {
  local work
  work=$(mktemp -d)
  printf 'nameserver %s.53\n' "$prefix" >"$work/resolv.conf"
  cat >"$work/Dockerfile" <<D
FROM $(newest mail)
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends dnsmasq-base postfix-policyd-spf-python slapd ldap-utils dovecot-ldap postfix-ldap && rm -rf /var/lib/apt/lists/*
COPY resolv.conf /postlab-resolv.conf
D
  docker build -q --label "$label" -t postlab-run/s07-world "$work" >/dev/null
  printf 'FROM %s\nCOPY resolv.conf /postlab-resolv.conf\n' "$(newest bare)" >"$work/Dockerfile"
  docker build -q --label "$label" -t postlab-run/s07-bare "$work" >/dev/null
  rm -r "$work"
  docker network rm "$net" >/dev/null 2>&1 || true
  docker network create --label "$label" --subnet "$prefix.0/24" "$net" >/dev/null
  up s07-ns ns.example 53 postlab-run/s07-world
  up s07-haibo mx.haibo.example 20 postlab-run/s07-world
  docker exec s07-haibo bash -euo pipefail -c '
    rsyslogd
    useradd -m wang
    postconf -e myhostname=mx.haibo.example myorigin=haibo.example "mydestination=haibo.example localhost" mynetworks=127.0.0.0/8 smtpd_helo_required=yes \
      "smtpd_helo_restrictions=reject_non_fqdn_helo_hostname" "smtpd_sender_restrictions=reject_unknown_reverse_client_hostname" \
      "smtpd_recipient_restrictions=reject_unauth_destination check_policy_service unix:private/policyd-spf" smtpd_delay_reject=yes \
      soft_bounce=no unknown_client_reject_code=550 smtp_connect_timeout=5s
    postconf -M "policyd-spf/unix=policyd-spf unix - n n - 0 spawn user=policyd-spf argv=/usr/bin/policyd-spf"
    postfix start' >/dev/null 2>&1
}

up() { # name fqdn host-number image
  docker run -d --init ${UP_EXTRA:-} --label "$label" --network "$net" --ip "$prefix.$3" --cap-add NET_ADMIN --name "$1" --hostname "$2" --entrypoint sleep "$4" infinity >/dev/null
  docker exec "$1" sh -c 'cat /postlab-resolv.conf >/etc/resolv.conf'
}

# host <fqdn>: a fresh Debian with no mail software.
host() {
  docker rm -f s07-mail >/dev/null 2>&1 || true
  up s07-mail "$1" 10 postlab-run/s07-bare
  # The host's own address is not in its DNS: as on a new machine, /etc/hosts knows only what the installer wrote.
  docker exec s07-mail rsyslogd
}

# zone <what is published>: full, or full without one thing.
zone() {
  local args="--host-record=mx.haibo.example,$prefix.20 --mx-host=haibo.example,mx.haibo.example,10 --txt-record=haibo.example,v=spf1\ mx\ -all"
  case $1 in no-address) ;; no-ptr) args+=" --address=/mail.k3f9.test/$prefix.10" ;; *) args+=" --host-record=mail.k3f9.test,$prefix.10" ;; esac
  [ "$1" = no-mx ] || args+=" --mx-host=k3f9.test,mail.k3f9.test,10"
  case $1 in no-spf) ;; wrong-spf) args+=" --txt-record=k3f9.test,v=spf1\ ip4:198.51.100.7\ -all" ;; *) args+=" --txt-record=k3f9.test,v=spf1\ ip4:$prefix.10\ -all" ;; esac
  docker exec s07-ns sh -c 'pid=$(pidof dnsmasq) && kill $pid && while kill -0 $pid 2>/dev/null; do sleep 0.1; done; true'
  docker exec s07-ns sh -c "dnsmasq --no-resolv --no-hosts --cache-size=0 --listen-address=$prefix.53 --bind-interfaces --local=/test/ --local=/example/ --local=/in-addr.arpa/ $args ${zone_extra:-}"
}

install() { docker exec -e DEBIAN_FRONTEND=noninteractive s07-mail apt-get install -y "$@" >/dev/null 2>&1; }
firewall_closed() { docker exec s07-mail nft 'add table inet mail; add chain inet mail input { type filter hook input priority 0; policy drop; }; add rule inet mail input ct state established,related accept; add rule inet mail input iif lo accept'; }

do_step() {
  case $1 in
    postfix) install postfix; do_step postfix_start ;;
    postfix_start) docker exec s07-mail bash -c 'postconf -e inet_protocols=ipv4; postfix start' >/dev/null 2>&1 ;;
    vmail) docker exec s07-mail bash -c 'useradd --system --uid 5000 --user-group --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail' 2>/dev/null ;;
    certificate) docker exec -i s07-mail bash -euo pipefail -s <<'S'
cd /etc/ssl/private
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Lab CA' -keyout ca.key -out ../certs/lab-ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$(hostname)" -keyout mail.key -out mail.csr 2>/dev/null
openssl x509 -req -in mail.csr -CA ../certs/lab-ca.pem -CAkey ca.key -days 20 -extfile <(printf 'subjectAltName=DNS:%s' "$(hostname)") -out ../certs/mail.pem 2>/dev/null
S
      docker cp -q s07-mail:/etc/ssl/certs/lab-ca.pem - | docker cp -q - s07-haibo:/root/ ;;
    dovecot) install dovecot-imapd dovecot-lmtpd; docker exec -i s07-mail sh -c 'cat >/etc/dovecot/dovecot.conf' <"$here/dovecot.conf"; docker exec s07-mail dovecot ;;
    accounts) docker exec s07-mail bash -c 'printf "%s\n" "lin@k3f9.test:$(doveadm pw -s SHA512-CRYPT -p harbour-lamp-27)::::::" >/etc/dovecot/users && chown root:dovecot /etc/dovecot/users && chmod 640 /etc/dovecot/users
      printf "lin@k3f9.test ok\n" >/etc/postfix/mailboxes && printf "postmaster@k3f9.test lin@k3f9.test\nabuse@k3f9.test lin@k3f9.test\n" >/etc/postfix/aliases-virtual' ;;
    handover) docker exec -i s07-mail bash -s <"$here/handover.sh" ;;
    firewall) docker exec s07-mail nft 'add rule inet mail input tcp dport { 25, 465, 993 } accept; add rule inet mail input meta l4proto icmp accept' ;;
  esac
}
do_steps() { for step in "$@"; do do_step "$step"; done; }
