// Removes a connection.
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { tables } from "./tables.js";

export async function handler({ requestContext: { connectionId } }) {
    await tables.send(new DeleteCommand({
        TableName: process.env.CONNECTIONS_TABLE, Key: { connection_id: connectionId }, ReturnValues: "ALL_OLD",
    }));
    return { statusCode: 200 };
}
