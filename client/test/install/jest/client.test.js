const { connect } = require("hermes-notifications");

test("a project with Jest's defaults can use the client, and replace its parts", async () => {
  const sent = [];
  const client = connect("wss://example.invalid/production", { token: "t", WebSocket: class {} });
  jest.spyOn(client, "send").mockImplementation(async (data) => sent.push(data));

  await client.send("hello");
  client.close();

  expect(client.state).toBe("closed");
  expect(sent).toEqual(["hello"]);
});
