// Appends the notifications of a batch to the streams of their rooms, and posts each to all connections of its room.
import { GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { randomUUID } from "node:crypto";
import { post } from "./posts.js";
import { tables } from "./tables.js";

const heads = new Map();

async function headOf(stream) {
    if (!heads.has(stream)) {
        const { Item } = await tables.send(new GetCommand({
            TableName: process.env.NOTIFICATIONS_TABLE, Key: { stream, offset: 0 }, ConsistentRead: true,
        }));
        heads.set(stream, Item ?? { epoch: randomUUID(), head: 0 });
    }
    return heads.get(stream);
}

function put(Item, more = {}) {
    return { Put: { TableName: process.env.NOTIFICATIONS_TABLE, Item, ...more } };
}

/** One transaction: the head moves, each notification and its id are put. */
async function append(room, notifications) {
    const stream = `room#${room}`;
    const { epoch, head } = await headOf(stream);
    const now = Math.floor(Date.now() / 1000);
    const expires_at = now + 24 * 3600;
    const entries = notifications.map((one, i) => ({ ...one, stream, epoch, offset: head + 1 + i }));
    const last = entries.at(-1).offset;
    const TransactItems = [put({ stream, offset: 0, epoch, head: last, latest_expiry: expires_at }, head === 0
        ? { ConditionExpression: "attribute_not_exists(epoch)" }
        : {
            ConditionExpression: "epoch = :epoch AND head = :head",
            ExpressionAttributeValues: { ":epoch": epoch, ":head": head },
        })];
    for (const { id, user_id, data, offset } of entries) {
        TransactItems.push(put({ stream, offset, epoch, id, user_id, data: JSON.stringify(data), expires_at }));
        TransactItems.push(put({ stream: `id#${stream}#${id}`, offset: 0, epoch, first: offset, expires_at }, {
            ConditionExpression: "attribute_not_exists(epoch) OR epoch <> :epoch OR expires_at <= :now",
            ExpressionAttributeValues: { ":epoch": epoch, ":now": now },
        }));
    }
    await tables.send(new TransactWriteCommand({ TransactItems }));
    heads.set(stream, { epoch, head: last });
    return entries;
}

async function deliver(room, entries) {
    const { Items } = await tables.send(new QueryCommand({
        TableName: process.env.CONNECTIONS_TABLE,
        IndexName: "by-room",
        KeyConditionExpression: "room_id = :room",
        ExpressionAttributeValues: { ":room": room },
    }));
    for (const { user_id, data, id, epoch, offset } of entries) {
        const frame = JSON.stringify({ user_id, data, id, stream: "room", epoch, offset });
        await Promise.all(Items.map(({ connection_id }) => post(connection_id, frame)));
    }
}

export async function handler({ Records }) {
    const rooms = grouped(Records.map(record => JSON.parse(record.body)));
    await Promise.all([...rooms].map(async ([room, notifications]) => deliver(room, await append(room, notifications))));
    return { batchItemFailures: [] };
}

function grouped(notifications) {
    const rooms = new Map();
    for (const one of notifications) {
        rooms.set(one.room_id, [...rooms.get(one.room_id) ?? [], one]);
    }
    return rooms;
}
