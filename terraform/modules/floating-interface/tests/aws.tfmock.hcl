# Answers of AWS for the tests here: a subnet of us-east-1a, whose members are both in it.

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { id = "us-east-1" }
}

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_subnet" {
  defaults = {
    availability_zone = "us-east-1a"
    cidr_block        = "10.0.1.0/24"
  }
}

mock_data "aws_instances" {
  defaults = { ids = ["i-0000000b", "i-0000000c"] }
}

mock_data "aws_subnets" {
  defaults = { ids = ["subnet-0000000a"] }
}
