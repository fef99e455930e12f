// Puts something into a user's inbox, and marks it as read: node inbox.js outputs.json USER ROOM
// Needs: npm install. outputs.json is what "hermes outputs --json" prints, with --stack for one on AWS.
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SQS } from "@aws-sdk/client-sqs";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";

const [outputsFile, user, room] = process.argv.slice(2);
const { InboxStatesTableName: states, NotificationsTableName: stored, QueueUrl } = JSON.parse(readFileSync(outputsFile, "utf8"));

// Of a stack on this machine nothing goes to AWS, whatever profile is set.
const local = QueueUrl.match(/^http:\/\/localhost:\d+/);
const credentials = { accessKeyId: "any", secretAccessKey: "any" };
const aws = local ? { endpoint: local[0], region: "us-east-1", credentials } : {};
const sqs = new SQS(aws);
const dynamodb = DynamoDBDocument.from(new DynamoDB(aws));

const key = (...parts) => ({ stream: parts.map((part) => part.replaceAll("%", "%25").replaceAll("#", "%23")).join("#"), offset: 0 });
const found = async (TableName, Key) => (await dynamodb.get({ TableName, Key, ConsistentRead: true })).Item;
const send = (body) => sqs.sendMessage({ QueueUrl, MessageBody: JSON.stringify(body) });
// Whether it was put; somebody else may have been there before.
const put = (request) => dynamodb.put(request).then(() => true, (error) => {
  if (error.name !== "ConditionalCheckFailedException") throw error;
});

const publish = (room, users, data, id) => send({ user_id: "backend", room_id: room, to: users, data, id, inbox: true });

async function enroll(user, room) {
  const head = (await found(stored, key("announcements", room))) ?? { epoch: "", head: 0 };
  const stream = (epoch, floor) => ({ epoch, floor, seen: floor, read: "", archived: "" });
  const state = { user_id: user, room_id: room, version: 1, refs: [], inbox: stream("", 0), announcements: stream(head.epoch, head.head) };
  await put({ TableName: states, Item: state, ConditionExpression: "attribute_not_exists(version)" });
}

// Whether there was something to mark: not before it is appended.
async function markRead(user, room, id) {
  const published = await found(stored, key("id", "inbox", room, user, id));
  for (;;) {
    const state = await found(states, { user_id: user, room_id: room });
    if (!published || !state || !["", published.epoch].includes(state.inbox.epoch)) return false;
    const inbox = { ...state.inbox, epoch: published.epoch, read: `${state.inbox.read},${published.first}` };
    // A device may have marked something meanwhile: then again, over what it has stored.
    const over = { ConditionExpression: "version = :read", ExpressionAttributeValues: { ":read": state.version } };
    if (await put({ TableName: states, Item: { ...state, inbox, version: state.version + 1 }, ...over })) break;
  }
  await send({ hermes: { version: 1, job: "state", room, user } }); // Tells the user's open pages.
  return true;
}

await enroll(user, room);
await publish(room, [user], { type: "task", title: "Please sign" }, "sign-1");
while (!(await markRead(user, room, "sign-1"))) await setTimeout(200);
