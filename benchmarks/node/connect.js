// Stores a connection, and looks how many its user has.
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { tables } from "./tables.js";

const TableName = process.env.CONNECTIONS_TABLE;

export async function handler({ requestContext: { connectionId, connectedAt, authorizer } }) {
    const { room_id, user_id, expires_at } = authorizer;
    await tables.send(new PutCommand({
        TableName,
        Item: {
            connection_id: connectionId, room_id, user_id, connected_at: connectedAt,
            expires_at: Math.min(Number(expires_at), Math.floor(connectedAt / 1000) + 7_800),
        },
    }));
    const { Items } = await tables.send(new QueryCommand({
        TableName,
        IndexName: "by-room",
        KeyConditionExpression: "room_id = :room AND user_id = :user",
        ExpressionAttributeValues: { ":room": room_id, ":user": user_id },
    }));
    if (Items.length > Number(process.env.CONNECTIONS_PER_USER)) {
        throw new Error("the stand-in for AWS never has too many");
    }
    return { statusCode: 200 };
}
