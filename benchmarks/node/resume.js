// Answers a client that comes back with what it missed.
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { tables } from "./tables.js";

const { CONNECTIONS_TABLE, NOTIFICATIONS_TABLE } = process.env;

async function get(TableName, Key) {
    return (await tables.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

async function missed(stream, asked, head) {
    if (!head || head.head === asked.offset) return [];
    const { Items } = await tables.send(new QueryCommand({
        TableName: NOTIFICATIONS_TABLE,
        ConsistentRead: true,
        KeyConditionExpression: "#stream = :stream AND #offset BETWEEN :first AND :last",
        ExpressionAttributeNames: { "#stream": "stream", "#offset": "offset" },
        ExpressionAttributeValues: { ":stream": stream, ":first": asked.offset + 1, ":last": head.head },
    }));
    return Items.map(({ user_id, data, id, epoch, offset }) =>
        `{"user_id":${user_id},"data":${data},"id":"${id}","stream":"room","epoch":"${epoch}","offset":${offset}}`);
}

export async function handler({ requestContext: { connectionId, authorizer: { room_id, user_id } }, body }) {
    const { room, user, ref } = JSON.parse(body);
    const own = `user#${room_id}#${user_id}`;
    const [row, roomHead, userHead] = await Promise.all([
        get(CONNECTIONS_TABLE, { connection_id: connectionId }),
        get(NOTIFICATIONS_TABLE, { stream: `room#${room_id}`, offset: 0 }),
        get(NOTIFICATIONS_TABLE, { stream: own, offset: 0 })]);
    if (!row) throw new Error("the stand-in for AWS knows every connection");
    await tables.send(new PutCommand({
        TableName: NOTIFICATIONS_TABLE, Item: { stream: `spent#${own}`, offset: 0, spent_until: Date.now() + 3_000 },
    }));
    const frames = (await Promise.all([missed(`room#${room_id}`, room, roomHead), missed(own, user, userHead)])).flat();
    const answer = `{"recovered":true,"epoch":"${roomHead.epoch}","offset":${roomHead.head},"notifications":[${frames}],"ref":"${ref}"}`;
    return { statusCode: 200, body: answer };
}
