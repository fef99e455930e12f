// Without the types of a browser or a worker, as on a server.
import { connect } from "hermes-notifications";

connect("wss://example.com/production", { token: async () => "token" }).on("anything", (data) => data);
