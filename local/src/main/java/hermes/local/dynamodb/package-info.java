/**
 * DynamoDB: the template's tables, and DynamoDB Local behind the AWS endpoint. Nobody but the stack itself imports it.
 */
package hermes.local.dynamodb;
