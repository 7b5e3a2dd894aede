# The program, where instances fetch it: another program is another key, so that it rolls out, and the old one is still
# there.

resource "aws_s3_bucket" "releases" {
  bucket_prefix = "shop-releases-"
  force_destroy = !var.deletion_protection
}

resource "aws_s3_object" "program" {
  bucket      = aws_s3_bucket.releases.bucket
  key         = "${filesha256(var.program)}/shop.cjs"
  source      = var.program
  source_hash = filesha256(var.program)
}

locals {
  release = {
    bucket = aws_s3_object.program.bucket
    key    = aws_s3_object.program.key
    sha256 = filesha256(var.program)
  }
}
