/**
 * SQS: the template's queues enter and exist in ElasticMQ, to which the service behind the AWS endpoint hands each call
 * on. {@code lambda} receives and deletes messages through {@link hermes.local.sqs.SqsApi}, as Lambda's pollers do.
 */
package hermes.local.sqs;
