/**
 * SQS: the template's queues, and ElasticMQ behind the AWS endpoint. The Lambda room receives and deletes messages
 * through {@link hermes.local.sqs.SqsApi}, as Lambda's pollers do.
 */
package hermes.local.sqs;
