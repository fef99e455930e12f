package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {

    @Test
    void keysAreReadable() {
        assertThat(StreamName.ofRoom("acme").key()).isEqualTo("room#acme");
        assertThat(StreamName.ofUser("acme", "7").key()).isEqualTo("user#acme#7");
        assertThat(StreamName.ofInbox("acme", "7").key()).isEqualTo("inbox#acme#7");
        assertThat(StreamName.ofAnnouncements("a#b").key()).isEqualTo("announcements#a%23b");
        assertThat(StreamName.ofUser("a#b", "50%").key()).isEqualTo("user#a%23b#50%25");
        assertThat(StreamName.ofRoom("acme").idKey("job#1")).isEqualTo("id#room#acme#job%231");
    }

    /** Short texts of the few characters that matter meet more often than any others. */
    @Test
    void noTwoStreamsAndNoTwoIdsShareAKey() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<String, List<String>> owners = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            var stream = switch (random.nextInt(4)) {
                case 0 -> StreamName.ofRoom(part(random));
                case 1 -> StreamName.ofAnnouncements(part(random));
                case 2 -> StreamName.ofInbox(part(random), part(random));
                default -> StreamName.ofUser(part(random), part(random));
            };
            String id = part(random);

            var owner = List.of(stream.toString(), id);
            assertThat(owners.computeIfAbsent(stream.idKey(id), _ -> owner)).as("seed %d", seed)
                    .isEqualTo(owner);
            var itself = List.of(stream.toString());
            assertThat(owners.computeIfAbsent(stream.key(), _ -> itself)).as("seed %d", seed)
                    .isEqualTo(itself);
            assertThat(StreamName.ofKey(stream.key())).as("seed %d", seed).contains(stream);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "room", "room#", "user#acme", "user#acme#", "user##7", "room#a#b", "room#a%",
                    "room#a%24", "id#room#acme#x", "ROOM#acme", "room#a%2525%23%2", "inbox#acme",
                    "announcements#acme#7"})
    void aKeyThatNoStreamHasIsNone(String key) {
        assertThat(StreamName.ofKey(key)).isEmpty();
    }

    @Test
    void aKeyOfWhatIsNoIdIsNone() {
        assertThat(StreamName.ofKey("room#a\n")).isEmpty();
        assertThat(StreamName.ofKey("user#a#" + "u".repeat(256))).isPresent();
        assertThat(StreamName.ofKey("user#a#" + "u".repeat(257))).isEmpty();
    }

    @Test
    void keyOfAnIdMayHave2048Bytes() {
        var stream = StreamName.ofUser("#".repeat(256), "%".repeat(256));
        int most = 2048 - "id#user##%s#".formatted("%23%25".repeat(256)).length();

        assertThat(stream.fault("ü".repeat(most / 2))).isEmpty();
        assertThat(stream.fault("ü".repeat(most / 2) + "i")).contains(
                "takes 2,049 bytes with its room and user as a key of DynamoDB; expected at most 2,048");
    }

    @Test
    void aUserIsNamedWhereThereIsOneAndNowhereElse() {
        assertThatThrownBy(() -> new StreamName(StreamName.Kind.INBOX, "acme", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("inbox lacks a user");
        assertThatThrownBy(() -> new StreamName(StreamName.Kind.ROOM, "acme", Optional.of("7")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("room has a user");
    }

    /** So nothing but a notification's id can make a key too long. */
    @Test
    void everyStreamOfIdsHasAKey() {
        var longest = "#".repeat(Ids.LONGEST_BYTES);

        assertThat(StreamName.ofUser(longest, longest).key()).hasSizeLessThan(StreamName.LONGEST_KEY_BYTES);
    }

    private static String part(Random random) {
        return random.ints(1 + random.nextInt(4), 0, 5).mapToObj(i -> "%#25a".substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
