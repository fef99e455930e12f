// Lets a user in and publishes: node hermes.js outputs.json USER ROOM
// Needs: npm install. outputs.json is what "hermes outputs --json" prints, with --stack for one on AWS.
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import bcrypt from "bcryptjs";
import jwt from "jsonwebtoken";

const [outputsFile, user, room] = process.argv.slice(2);
const outputs = JSON.parse(readFileSync(outputsFile, "utf8"));

// Of a stack on this machine nothing goes to AWS, whatever profile is set.
const local = outputs.QueueUrl.match(/^http:\/\/localhost:\d+/);
const credentials = { accessKeyId: "any", secretAccessKey: "any" };
const aws = local ? { endpoint: local[0], region: "us-east-1", credentials } : {};
const secrets = new SecretsManagerClient(aws);
const dynamodb = new DynamoDBClient(aws);
const sqs = new SQSClient(aws);

async function secret(output) {
  return (await secrets.send(new GetSecretValueCommand({ SecretId: outputs[output] }))).SecretString;
}

async function issueToken(user, room, seconds) {
  const text = user + (await secret("PasscodeSecretArn")) + room;
  const fingerprint = createHash("sha256").update(text).digest("hex");
  // An update: putting the item would make good again what was revoked.
  const { Attributes: row } = await dynamodb.send(new UpdateItemCommand({
    TableName: outputs.TokensTableName,
    Key: { user_id: { S: user }, room_id: { S: room } },
    UpdateExpression: "SET #token = :hash",
    ExpressionAttributeNames: { "#token": "token" },
    ExpressionAttributeValues: { ":hash": { S: await bcrypt.hash(fingerprint, 10) } },
    ReturnValues: "ALL_NEW",
  }));
  const now = Math.floor(Date.now() / 1000);
  const iat = Math.max(now, Math.ceil(Number(row.valid_from?.N ?? 0)));
  const claims = { user_id: user, room_id: room, token: fingerprint, iat, exp: now + seconds };
  return jwt.sign(claims, await secret("JwtSecretArn"), { algorithm: "HS512" });
}

async function publish(author, room, data) {
  const body = { user_id: author, room_id: room, data, id: randomUUID() };
  await sqs.send(new SendMessageCommand({ QueueUrl: outputs.QueueUrl, MessageBody: JSON.stringify(body) }));
}

console.log(await issueToken(user, room, 12 * 3600));
await publish(user, room, { type: "greeting", data: "from Node" });
