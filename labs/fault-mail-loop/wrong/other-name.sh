#!/bin/bash
# fails: delivered
# because: once, after at most five hops
# variant: address
# Who greets itself by another name does not recognize itself any more.
postconf -P "smtp/inet/myhostname=mx.$LAB_BRAND"
systemctl restart postfix
