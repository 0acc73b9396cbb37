#!/bin/bash
# What only Dovecot writes well: subscriptions, also one of a folder that has been gone for years.
doveadm mailbox subscribe -u "$LAB_USER@$LAB_DOMAIN" INBOX Projects 项目 Former
