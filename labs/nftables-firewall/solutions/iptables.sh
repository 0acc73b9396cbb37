#!/bin/bash
# iptables, its rules kept in files and loaded by a unit of their own.
mkdir -p /etc/wall
cat > /etc/wall/rules.v4 <<CONF
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -p tcp -m multiport --dports 25,465,587,993 -j ACCEPT
-A INPUT -s $LAB_MANAGEMENT -p tcp --dport 11334 -j ACCEPT
-A OUTPUT -p tcp --dport 25 ! -o lo -m owner ! --uid-owner postfix -j DROP
COMMIT
CONF
cat > /etc/wall/rules.v6 <<'CONF'
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
-A INPUT -p ipv6-icmp -j ACCEPT
-A INPUT -p tcp -m multiport --dports 25,465,587,993 -j ACCEPT
-A OUTPUT -p tcp --dport 25 ! -o lo -m owner ! --uid-owner postfix -j DROP
COMMIT
CONF
cat > /etc/systemd/system/wall.service <<'CONF'
[Unit]
Before=network.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables-restore /etc/wall/rules.v4
ExecStart=/usr/sbin/ip6tables-restore /etc/wall/rules.v6
[Install]
WantedBy=multi-user.target
CONF
systemctl daemon-reload
systemctl enable --now wall.service
