# shellcheck shell=bash
curl -fsS --retry 5 -o /etc/shop/authorities.pem https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
