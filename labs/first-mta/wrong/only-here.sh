#!/bin/bash
# fails: delivery
# because: refused
# Debian's Exim as it comes: local delivery only, nobody outside can reach it.
export DEBIAN_FRONTEND=noninteractive
useradd -m "$LAB_USER"
apt-get install -y exim4-daemon-light
