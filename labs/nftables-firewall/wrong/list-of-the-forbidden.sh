#!/bin/bash
# fails: only-four
# because: is open for 203.0.113.25
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet wall {
  chain input {
    type filter hook input priority filter;
    iif lo accept
    tcp dport { 24, 110, 143, 995, 3306, 4190, $(cat /var/lib/agent/port) } drop
    ip saddr != $LAB_MANAGEMENT tcp dport 11334 drop
  }
  chain output {
    type filter hook output priority filter;
    tcp dport 25 oif != lo meta skuid != postfix reject with tcp reset
  }
}
CONF
systemctl enable --now nftables
# Until the agent has moved.
before=$(cat /var/lib/agent/port)
until [ "$(cat /var/lib/agent/port)" != "$before" ]; do sleep 1; done
