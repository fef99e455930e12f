package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** One list of an inbox, page by page to its end. Not thread-safe. */
final class Listing {

    private final String filter;
    private final int limit;
    private final List<JsonNode> items = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();
    private boolean complete;

    Listing(String filter, int limit) {
        this.filter = filter;
        this.limit = limit;
    }

    /** @param ref of its messages, which it numbers */
    void begin(Line line, String ref) {
        ask(line, ref, 1, null);
    }

    private void ask(Line line, String ref, int number, JsonNode before) {
        var message = JsonNodeFactory.instance.objectNode().put("action", "inbox").put("filter", filter)
                .put("limit", limit).put("ref", ref + "-" + number);
        if (before != null) {
            message.set("before", before);
        }
        line.ask(message, answer -> {
            take(answer.path("items"));
            if (answer.has("next")) {
                ask(line, ref, number + 1, answer.get("next"));
            } else {
                complete = true;
            }
        });
    }

    /** A page, or all pages together. */
    void take(JsonNode page) {
        page.forEach(items::add);
        pages.add(page.size());
    }

    void end() {
        complete = true;
    }

    String filter() {
        return filter;
    }

    List<JsonNode> items() {
        return items;
    }

    boolean complete() {
        return complete;
    }

    /** Whether a page had fewer than were asked for while more followed. */
    boolean hasShortPage() {
        return pages.stream().limit(Math.max(0, pages.size() - 1L)).anyMatch(size -> size != limit);
    }
}
