// What Lambda's runtime for Node does, in short: asks for an event, calls the handler, answers. Its own client needs a
// compiler to install; this one does less than that, which is to the advantage of Node.
import http from "node:http";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
    return new Promise((resolve, reject) => {
        const request = http.request({ agent, host, port, method, path: "/2018-06-01/runtime" + path }, response => {
            const chunks = [];
            response.on("data", chunk => chunks.push(chunk));
            response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
        });
        request.on("error", reject);
        request.end(body);
    });
}

const { handler } = await import(process.argv[2]);
for (;;) {
    const event = await call("GET", "/invocation/next");
    const id = event.headers["lambda-runtime-aws-request-id"];
    try {
        const answer = await handler(JSON.parse(event.body));
        await call("POST", `/invocation/${id}/response`, JSON.stringify(answer));
    } catch (error) {
        await call("POST", `/invocation/${id}/error`, JSON.stringify({ errorMessage: String(error.stack) }));
    }
}
