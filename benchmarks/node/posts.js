// Posts to connections, as many at once as SendMessageFunction does.
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import http from "node:http";
import https from "node:https";

const pool = { keepAlive: true, maxSockets: Number(process.env.MOST_POSTS_AT_ONCE) };
const gateway = new ApiGatewayManagementApiClient({
    requestHandler: new NodeHttpHandler({ httpAgent: new http.Agent(pool), httpsAgent: new https.Agent(pool) }),
});

export function post(ConnectionId, frame) {
    return gateway.send(new PostToConnectionCommand({ ConnectionId, Data: frame }));
}
