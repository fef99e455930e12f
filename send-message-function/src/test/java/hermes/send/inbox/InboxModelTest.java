package hermes.send.inbox;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;

/** Compares the inbox of a user with some devices with a few lines of plain memory, over random histories. */
class InboxModelTest extends InboxFixture {
    private static final int STEPS = 120;
    private static final Duration LIFE = Duration.ofDays(30);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, ModelStream> model = new HashMap<>(
            Map.of("inbox", new ModelStream(), "announcements", new ModelStream()));
    private final List<String> sent = new ArrayList<>();
    private int number;

    @RepeatedTest(2)
    void stateAndPagesAreWhatARecountSays() {
        System.out.println("InboxModelTest seed " + seed);
        notifyAndRecord();
        state("left=");
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofSeconds(2));
            switch (random.nextInt(12)) {
                case 0 -> clock.advance(Duration.ofHours(random.nextInt(200)));
                case 1, 2, 3 -> notifyAndRecord();
                case 4, 5 -> announceAndRecord();
                case 6 -> repeatAMark();
                case 7 -> compareAllPages();
                default -> markAtRandom();
            }
            compareState();
        }
        compareAllPages();
    }

    private void notifyAndRecord() {
        var author = random.nextInt(4) == 0 ? "7" : "\"b\"";
        publish("n" + ++number, author, ",\"to\":[7]");
        model.get("inbox").append("n" + number, clock.instant().plus(LIFE).getEpochSecond(),
                author.equals("7"));
    }

    private void announceAndRecord() {
        var author = random.nextInt(4) == 0 ? "\"7\"" : "9";
        publish("n" + ++number, author, "");
        model.get("announcements").append("n" + number, clock.instant().plus(LIFE).getEpochSecond(),
                author.equals("\"7\""));
    }

    private void markAtRandom() {
        var state = state("left=");
        List<String> parts = new ArrayList<>();
        model.forEach((name, stream) -> {
            var read = some(stream);
            var unread = random.nextInt(3) == 0 ? some(stream) : Set.<Long>of();
            var archived = random.nextInt(3) == 0 ? some(stream) : Set.<Long>of();
            var unarchived = random.nextInt(3) == 0 ? some(stream) : Set.<Long>of();
            long seen = random.nextInt(stream.items.size() + 2);
            parts.add(
                    "\"%s\":{\"epoch\":\"%s\",\"read\":%s,\"unread\":%s,\"archived\":%s,\"unarchived\":%s,\"seen\":%d}"
                            .formatted(name, state.at(name, "epoch").string(), json(read), json(unread),
                                    json(archived),
                                    json(unarchived), seen));
            stream.mark(read, unread, archived, unarchived, seen);
        });
        sent.add("{%s,\"ref\":\"m%d\"}".formatted(String.join(",", parts), ++number));
        assertThat(mark(random.nextBoolean() ? "left=" : "right=", sent.getLast()).at("ok").text())
                .as("seed %d", seed)
                .isEqualTo("true");
    }

    /** One of the last, as after an answer that was lost. */
    private void repeatAMark() {
        if (!sent.isEmpty()) {
            mark("right=", sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 20))));
        }
    }

    private void compareState() {
        var state = state(random.nextBoolean() ? "left=" : "right=");
        long now = clock.instant().getEpochSecond();
        long unread = model.values().stream().mapToLong(stream -> stream.unread(now, false)).sum();
        long unseen = model.values().stream().mapToLong(stream -> stream.unread(now, true)).sum();

        assertThat(number(state, "unread")).as("seed %d", seed).isEqualTo(unread);
        assertThat(number(state, "unseen")).as("seed %d", seed).isEqualTo(unseen);
        assertThat(recount(state, "inbox") + recount(state, "announcements"))
                .as("seed %d: by the ranges, as a client does it", seed).isEqualTo(unread);
    }

    private static long recount(Json state, String stream) {
        Set<Long> done = new HashSet<>();
        for (var kind : List.of("read", "archived")) {
            state.at(stream, kind).elements().forEach(range -> LongStream
                    .rangeClosed(Long.parseLong(range.elements().getFirst().text()),
                            Long.parseLong(range.elements().getLast().text()))
                    .forEach(done::add));
        }
        return LongStream.rangeClosed(number(state, stream, "floor") + 1, number(state, stream, "offset"))
                .filter(offset -> !done.contains(offset)).count();
    }

    private void compareAllPages() {
        long now = clock.instant().getEpochSecond();
        for (var filter : List.of("all", "unread", "archived")) {
            int limit = 1 + random.nextInt(9);
            var found = walk(filter, limit);
            List<ModelItem> expected = new ArrayList<>();
            model.values().forEach(stream -> stream.items.stream().filter(item -> item.passes(filter, now))
                    .forEach(expected::add));
            expected.sort(comparingLong(ModelItem::number).reversed());
            assertThat(found).as("seed %d, %s by %d", seed, filter, limit)
                    .containsExactlyElementsOf(expected.stream().map(ModelItem::id).toList());
        }
    }

    private List<String> walk(String filter, int limit) {
        List<String> found = new ArrayList<>();
        String more = "";
        while (true) {
            // Each from a connection of its own, as one alone may not ask so much.
            var page = ask("w" + ++number + "=", "inbox",
                    "{\"filter\":\"%s\",\"limit\":%d%s}".formatted(filter, limit, more));
            found.addAll(ids(page));
            if (!page.members().containsKey("next")) {
                return found;
            }
            assertThat(ids(page)).as("seed %d: a page before others is full", seed).hasSize(limit);
            more = ",\"before\":" + page.at("next").text();
        }
    }

    private Set<Long> some(ModelStream stream) {
        Set<Long> some = new HashSet<>();
        for (long offset = 1; offset <= stream.items.size(); offset++) {
            if (random.nextInt(5) == 0) {
                some.add(offset);
            }
        }
        return some;
    }

    private static String json(Set<Long> offsets) {
        return offsets.stream().map(offset -> "[%d,%d]".formatted(offset, offset)).toList().toString();
    }

    /** What a stream is meant to be to its user. */
    private static final class ModelStream {
        private final List<ModelItem> items = new ArrayList<>();
        private long seen;

        void append(String id, long expiresAt, boolean read) {
            var item = new ModelItem(id, expiresAt);
            item.read = read;
            items.add(item);
        }

        void mark(Set<Long> read, Set<Long> unread, Set<Long> archived, Set<Long> unarchived, long newSeen) {
            for (long offset = 1; offset <= items.size(); offset++) {
                var item = items.get((int) offset - 1);
                item.read = (item.read || read.contains(offset)) && !unread.contains(offset);
                item.archived = (item.archived || archived.contains(offset)) && !unarchived.contains(offset);
            }
            seen = Math.max(seen, Math.min(newSeen, items.size()));
        }

        long unread(long now, boolean unseenOnly) {
            return items.stream().skip(unseenOnly ? seen : 0).filter(item -> item.passes("unread", now))
                    .count();
        }
    }

    private static final class ModelItem {
        private final String id;
        private final long expiresAt;
        private boolean read;
        private boolean archived;

        ModelItem(String id, long expiresAt) {
            this.id = id;
            this.expiresAt = expiresAt;
        }

        String id() {
            return id;
        }

        long number() {
            return Long.parseLong(id.substring(1));
        }

        boolean passes(String filter, long now) {
            return expiresAt > now && switch (filter) {
                case "all" -> !archived;
                case "unread" -> !archived && !read;
                default -> archived;
            };
        }
    }
}
