package hermes.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;
import hermes.testing.Contract;
import hermes.testing.SettableClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FurtherRoomsTest {
    private static final Optional<BigDecimal> NO_DATE = Optional.empty();

    @Test
    void tokenNamesRoomsByTextsAndNumbersEachOnce() {
        assertThat(verified("[\"project-9\",12,\"project-9\",\"acme\"]"))
                .isEqualTo(new FurtherRooms(List.of("project-9", "12"), NO_DATE));
        assertThat(verified("[]")).isEqualTo(FurtherRooms.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"project-9\"", "{}", "[null]", "[7.5]", "[\"\"]", "[[\"project-9\"]]",
                    "true"})
    void claimThatIsNoListOfIdsIsRefused(String rooms) {
        assertThat(verify(rooms)).isEqualTo(new Refused(Reason.BAD_ROOMS_CLAIM));
    }

    @Test
    void fiftyRoomsAreTakenAndOneMoreIsRefused() {
        int most = Contract.number("/rooms/most");

        assertThat(verified(numbers(most)).ids()).hasSize(most);
        assertThat(verify(numbers(most + 1))).isEqualTo(new Refused(Reason.BAD_ROOMS_CLAIM));
    }

    @Test
    void bytesOfAllTogetherAreBounded() {
        var full = Collections.nCopies(16, "é".repeat(128));

        assertThat(hermes.common.Ids.MOST_ROOMS_BYTES).isEqualTo(Contract.number("/rooms/most_bytes"));
        assertThat(FurtherRooms.of(full, "acme", NO_DATE)).isPresent();
        assertThat(FurtherRooms.of(Collections.nCopies(16, "\"".repeat(64)), "acme", NO_DATE)).isPresent();
        assertThat(FurtherRooms.of(Collections.nCopies(16, "\"".repeat(65)), "acme", NO_DATE)).isEmpty();
        assertThat(FurtherRooms.of(IntStream.range(0, 17).mapToObj(i -> i + "é".repeat(121)).toList(), "acme",
                NO_DATE)).isEmpty();
    }

    @Test
    void dateIsInWholeSecondsAndNeverLaterThanItWas() {
        assertThat(seconds("1795341600.9")).contains(1_795_341_600L);
        assertThat(seconds("-5")).contains(0L);
        assertThat(seconds("1e-1000000000")).contains(0L);
        assertThat(seconds("1e1000000000")).contains(253_402_300_799L);
        assertThat(new FurtherRooms(List.of("a"), NO_DATE).issuedAtSeconds()).isEmpty();
    }

    @Test
    void otherFunctionsAreToldWhatTheContractSays() {
        var rooms = new FurtherRooms(List.of("室\"\\", "12"), Optional.of(new BigDecimal("5.5")));

        assertThat(context("7", "acme", rooms)).containsEntry(Contract.text("/tokens/context/rooms"),
                "[\"室\\\"\\\\\",\"12\"]")
                .containsEntry(Contract.text("/tokens/context/issued_at_seconds"), "5");
        assertThat(context("7", "acme", FurtherRooms.NONE)).doesNotContainKeys("rooms", "issued_at");
    }

    @Test
    void largestAnswerIsOneThatApiGatewayTakes() throws JsonProcessingException {
        var ids = IntStream.range(0, 50).mapToObj(i -> "%02d".formatted(i) + "\"".repeat(19)).toList();
        var rooms = FurtherRooms.of(ids, "acme", Optional.of(BigDecimal.valueOf(1_795_341_600)));
        var allow = new Decision.Allow(new Principal("\"".repeat(256), "\\".repeat(256), false, rooms.get()),
                Jws.NOW);

        var answer = new ObjectMapper().writeValueAsString(Policy.of(allow, "a".repeat(100)));

        assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(6_000, 8 * 1024);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> context(String user, String room, FurtherRooms rooms) {
        return (Map<String, Object>) Policy
                .of(new Decision.Allow(new Principal(user, room, true, rooms), Jws.NOW), "arn")
                .get("context");
    }

    private static Optional<Long> seconds(String date) {
        return new FurtherRooms(List.of("a"), Optional.of(new BigDecimal(date))).issuedAtSeconds();
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).boxed().toList().toString();
    }

    private static FurtherRooms verified(String rooms) {
        return ((Verified) verify(rooms)).principal().rooms();
    }

    private static Verification verify(String rooms) {
        var claims = "{\"user_id\":7,\"room_id\":\"acme\",\"token\":\"secret\",\"exp\":%d,\"%s\":%s}"
                .formatted(
                        Jws.NOW.getEpochSecond() + 60, Contract.text("/tokens/claims/rooms"), rooms);
        return new TokenVerifier(new SettableClock(Jws.NOW), Optional.empty()).verify(Jws.signed(claims),
                List.of(Algorithm.HMAC512(Jws.KEY)));
    }
}
