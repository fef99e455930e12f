// Checks a token's signature by the key in Secrets Manager, and the token itself by the hash in a table.
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import bcrypt from "bcryptjs";
import jwt from "jsonwebtoken";
import { tables } from "./tables.js";

const secrets = new SecretsManagerClient({});
let keys;

async function version(VersionStage) {
    try {
        const command = new GetSecretValueCommand({ SecretId: process.env.JWT_SECRET_ID, VersionStage });
        return (await secrets.send(command)).SecretString;
    } catch (error) {
        if (error.name === "ResourceNotFoundException") return undefined;
        throw error;
    }
}

export async function handler({ queryStringParameters: { token }, methodArn }) {
    keys ??= (await Promise.all(["AWSCURRENT", "AWSPREVIOUS"].map(version))).filter(Boolean);
    const claims = jwt.verify(token, keys[0], { algorithms: ["HS512"] });
    const { Item } = await tables.send(new GetCommand({
        TableName: process.env.TOKENS_TABLE,
        Key: { user_id: String(claims.user_id), room_id: claims.room_id },
        ConsistentRead: true,
    }));
    const Effect = await bcrypt.compare(claims.token, Item.token) ? "Allow" : "Deny";
    return {
        principalId: String(claims.user_id),
        policyDocument: {
            Version: "2012-10-17",
            Statement: [{ Action: "execute-api:Invoke", Effect, Resource: methodArn }],
        },
        context: { user_id: String(claims.user_id), room_id: claims.room_id, expires_at: String(claims.exp) },
    };
}
