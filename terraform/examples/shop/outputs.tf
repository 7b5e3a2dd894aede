output "customers_url" {
  description = "Where customers reach the shop."
  value       = module.customers.url
}

output "staff_url" {
  description = "Where the staff reaches it, from inside of the VPC."
  value       = module.staff.url
}

output "customers_group_name" {
  description = "Auto Scaling group of the customers' tier."
  value       = module.customers.auto_scaling_group_name
}

output "staff_group_name" {
  description = "Auto Scaling group of the staff's tier."
  value       = module.staff.auto_scaling_group_name
}

output "jobs_group_name" {
  description = "Auto Scaling group of the workers."
  value       = module.jobs.auto_scaling_group_name
}

output "environment" {
  description = "What the program is told of database and sessions."
  value       = local.environment
}

output "queue_url" {
  description = "The queue that orders are sent to."
  value       = module.jobs.queue_url
}

output "database_identifier" {
  description = "Identifier of the database's master."
  value       = module.orders.identifier
}

output "database_failover_command" {
  description = "Command that makes the standby take over."
  value       = module.orders.failover_command
}

output "alarms_topic_arn" {
  description = "The topic that hears of alarms."
  value       = aws_sns_topic.alarms.arn
}
