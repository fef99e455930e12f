// An application with an event map. A line that must not compile is marked; one that does compile then is an error.
import { connect, type State } from "hermes-notifications";

const notifications = connect<{ "backup.completed": { job: number } }>("wss://example.com/production", {
  token: async () => "token",
});

notifications.on("backup.completed", (data) => {
  const job: number = data.job;
  // @ts-expect-error the agreed form has no such member
  data.jobs;
  return job;
});

// @ts-expect-error no event has this name
notifications.on("backup.completd", () => {});

notifications.onState((event) => {
  const state: State = event.state;
  return state;
});
