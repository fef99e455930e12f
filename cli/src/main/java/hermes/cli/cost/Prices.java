package hermes.cli.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A price list: of one region, on one day. Immutable. */
public final class Prices {

    private static final String OURS = "prices.json";

    private final JsonNode list;
    private final String source;

    private Prices(JsonNode list, String source) {
        this.list = list;
        this.source = source;
    }

    public static Prices ours() {
        try (var in = Objects.requireNonNull(Prices.class.getResourceAsStream(OURS))) {
            return new Prices(Json.parse(in.readAllBytes()), OURS);
        } catch (IOException e) {
            throw new UncheckedIOException("the price list of this program cannot be read", e);
        }
    }

    public static Prices of(Path file) {
        try {
            return new Prices(Json.parse(Files.readAllBytes(file)), file.toString());
        } catch (JsonProcessingException e) {
            throw new CommandFailed(file + " is not JSON: " + Json.reason(e), e);
        } catch (IOException e) {
            throw new CommandFailed("cannot read the price list " + file + ": does the file exist?",
                    e);
        }
    }

    public String region() {
        return list.path("region").asText();
    }

    public String currency() {
        return list.path("currency").asText();
    }

    public String date() {
        return list.path("date").asText();
    }

    /** Each tier's price is for the part of the quantity that lies in it. */
    public double cost(String name, double quantity) {
        var price = price(name);
        double cost = 0;
        double from = 0;
        for (var tier : price.path("tiers")) {
            double upTo = Math.min(quantity, tier.path("upTo").asDouble(Double.MAX_VALUE));
            cost += Math.max(0, upTo - from) * tier.path("price").asDouble();
            from = Math.max(from, upTo);
        }
        return cost / price.path("per").asDouble();
    }

    private JsonNode price(String name) {
        var price = list.path("prices").path(name);
        if (price.path("tiers").isEmpty() || price.path("per").asDouble() <= 0) {
            throw new CommandFailed("%s has no price %s with \"per\" and \"tiers\"; take our %s as a model"
                    .formatted(source, name, OURS));
        }
        return price;
    }

    /** The addresses at which the prices can be looked up. */
    public JsonNode check() {
        return list.path("check");
    }
}
