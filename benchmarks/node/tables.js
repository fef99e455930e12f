import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

export const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
