# Answers of AWS for the tests here: two zones, each with a subnet of one VPC.

mock_data "aws_subnet" {
  defaults = {
    vpc_id            = "vpc-0a1b2c3d"
    availability_zone = "us-east-1a"
  }
}

mock_data "aws_vpc" {
  defaults = { cidr_block = "10.0.0.0/16" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_default_tags" {
  defaults = { tags = { cost-center = "42" } }
}

mock_data "aws_ami" {
  defaults = {
    id               = "ami-0000000a"
    architecture     = "x86_64"
    root_device_name = "/dev/xvda"
  }
}

mock_data "aws_ec2_instance_type" {
  defaults = { supported_architectures = ["x86_64"] }
}

mock_data "aws_ec2_instance_type_offerings" {
  defaults = {
    locations      = ["us-east-1a", "us-east-1b"]
    instance_types = ["t3.small", "t3.small"]
  }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/docs-1" }
}

override_data {
  target = data.aws_subnet.fleet_lookup_subnet["1"]
  values = { availability_zone = "us-east-1b", vpc_id = "vpc-0a1b2c3d" }
}
