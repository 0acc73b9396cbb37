#!/bin/bash
# fails: only-the-mta
# because: is missing
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet wall {
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
    meta l4proto { icmp, ipv6-icmp } accept
    tcp dport { 25, 465, 587, 993 } accept
    ip saddr $LAB_MANAGEMENT tcp dport 11334 accept
  }
  chain output {
    type filter hook output priority filter;
    accept
  }
}
CONF
systemctl enable nftables
systemctl restart nftables
sed -i 's/^server=.*/server=127.0.0.1/' /etc/jobs.conf
