/**
 * DynamoDB: the template's tables enter and exist in DynamoDB Local, to which the service behind the AWS endpoint hands
 * each call on. Only the root package imports it.
 */
package hermes.local.dynamodb;
