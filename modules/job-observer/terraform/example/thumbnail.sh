#!/bin/bash
# One job: its message names an object of S3, of which a thumbnail is made beside it.
set -euo pipefail
read -r bucket key
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
aws s3 cp --only-show-errors "s3://$bucket/$key" "$folder/original"
convert "$folder/original" -thumbnail 300x300 "$folder/thumbnail.jpg"
aws s3 cp --only-show-errors "$folder/thumbnail.jpg" "s3://$bucket/thumbnails/$key.jpg"
