package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.backend.Publication;
import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Connections and publications as JSON: what scripts read, and what the console answers a command. */
public final class StackJson {

    private StackJson() {}

    public static ObjectNode of(Connection connection) {
        return Json.object().put("connection", connection.id()).put("room", connection.room())
                .put("user", connection.user()).put("connectedAt", connection.connectedAt().toString())
                .put("expiresAt", connection.expiresAt().toString()).put("home", connection.home());
    }

    static Connection connection(JsonNode json) {
        return new Connection(json.path("connection").asText(), json.path("room").asText(),
                json.path("user").asText(), Instant.parse(json.path("connectedAt").asText()),
                Instant.parse(json.path("expiresAt").asText()), json.path("home").asBoolean(true));
    }

    /** {@code ids}, and {@code failed} only if something failed, with the index among the publications. */
    public static ObjectNode of(List<Publication> publications) {
        var json = Json.object();
        var ids = json.putArray("ids");
        for (int index = 0; index < publications.size(); index++) {
            switch (publications.get(index)) {
                case Queued(String id) -> ids.add(id);
                case Failed(_, String reason) -> json.withArrayProperty("failed").addObject()
                        .put("index", index).put("reason", reason);
            }
        }
        return json;
    }

    static List<Publication> publications(JsonNode json) {
        var publications = new ArrayList<Publication>();
        json.path("ids").forEach(id -> publications.add(new Queued(id.asText())));
        json.path("failed").forEach(failed -> publications.add(failed.path("index").asInt(),
                new Failed("", failed.path("reason").asText())));
        return publications;
    }
}
