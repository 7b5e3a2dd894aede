# Answers of AWS for the tests here: two zones, each with a subnet of one VPC.

mock_data "aws_region" {
  defaults = { id = "us-east-1", name = "us-east-1" }
}

mock_data "aws_subnet" {
  defaults = { vpc_id = "vpc-0a1b2c3d", availability_zone = "us-east-1a" }
}

override_data {
  target = data.aws_subnet.subnet["us-east-1b"]
  values = { vpc_id = "vpc-0a1b2c3d", availability_zone = "us-east-1b" }
}
