// Without the types of a page: a worker has no Storage of its own.
import { connect } from "hermes-notifications";

connect("wss://example.com/production", { token: async () => "token" }).on("anything", (data) => data);
