package hermes.local.identity;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormDataParser;
import java.util.Optional;

/** What a request asks for, in its query or its form. Of one request. */
record Parameters(HttpServerExchange exchange) {

    /** @return empty if there is none */
    String text(String name) {
        var query = exchange.getQueryParameters().get(name);
        if (query != null) {
            return query.getFirst();
        }
        return Optional.ofNullable(exchange.getAttachment(FormDataParser.FORM_DATA))
                .map(form -> form.getFirst(name)).map(value -> value.getValue()).orElse("");
    }

    String text(String name, String fallback) {
        var text = text(name);
        return text.isEmpty() ? fallback : text;
    }
}
