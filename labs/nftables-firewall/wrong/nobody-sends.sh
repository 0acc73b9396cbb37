#!/bin/bash
# fails: only-four
# because: did not arrive within
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
    tcp dport 25 reject with tcp reset
  }
}
CONF
systemctl enable nftables
systemctl restart nftables
