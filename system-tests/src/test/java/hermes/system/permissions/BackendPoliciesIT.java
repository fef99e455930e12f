package hermes.system.permissions;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.NotificationBuilder;
import hermes.backend.Publisher;
import hermes.backend.RoomGrants;
import hermes.backend.Tokens;
import hermes.backend.UserInboxes;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.Mark;
import hermes.common.inbox.PageRequest;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the template's policies for backends allow is what the library for backends calls, and no more. */
final class BackendPoliciesIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final String USER = "7";
    private static final String ROOM = STACK.newRoom();

    /**
     * What a part of the library does, under its policy.
     *
     * @param calls each of its methods that does something, by name
     */
    private record Part(Class<?> type, String policy, List<Call> calls) {

        @Override
        public String toString() {
            return policy;
        }
    }

    private record Call(String method, Consumer<Hermes> made) {}

    static List<Part> parts() {
        return List.of(
                new Part(Publisher.class, "PublisherPolicy", List.of(new Call("publish", hermes -> {
                    hermes.publisher().publish(notification().build());
                    hermes.unorderedPublisher().publish(notification().build());
                }))),
                new Part(Tokens.class, "IssuerPolicy",
                        List.of(new Call("issue",
                                hermes -> hermes.tokens().issue(USER, ROOM, Duration.ofMinutes(1))),
                                new Call("revoke", hermes -> hermes.tokens().revoke(USER, ROOM)))),
                new Part(RoomGrants.class, "GranterPolicy",
                        List.of(new Call("grant",
                                hermes -> hermes.grants().grant(USER, ROOM, Duration.ofMinutes(1))),
                                new Call("ungrant", hermes -> hermes.grants().ungrant(USER, ROOM)))),
                new Part(UserInboxes.class, "InboxPolicy", inInboxes()));
    }

    private static List<Call> inInboxes() {
        var newest = new PageRequest(InboxFilter.ALL, 1, Optional.empty());
        var nothing = new Mark(Optional.empty(), Optional.empty(), Optional.empty());
        return List.of(new Call("enroll", hermes -> hermes.inboxes().enroll(USER, ROOM)),
                new Call("look", BackendPoliciesIT::lookAtOne),
                new Call("page",
                        hermes -> assertThat(hermes.inboxes().page(USER, ROOM, newest).items()).hasSize(1)),
                new Call("markRead",
                        hermes -> assertThat(hermes.inboxes().markRead(USER, ROOM, "sign-1").unread())
                                .isZero()),
                new Call("mark", hermes -> hermes.inboxes().mark(USER, ROOM, nothing)));
    }

    private static void lookAtOne(Hermes hermes) {
        STACK.putOnQueue(
                "{\"user_id\":9,\"room_id\":\"%s\",\"data\":1,\"id\":\"sign-1\",\"to\":[%s],\"inbox\":true}"
                        .formatted(ROOM, USER));
        Eventually.isTrue("it is in the inbox", () -> hermes.inboxes().look(USER, ROOM).unread() == 1);
    }

    private static NotificationBuilder notification() {
        return Notification.to(ROOM).from("9").data(1);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void policyIsWhatItsPartOfTheLibraryCalls(Part part) {
        var policy = Policy.ofTemplate(part.policy());
        var guard = new PolicyGuard(part.policy(), policy);
        STACK.local().add(guard);
        try (var backend = new Backend(STACK, part.policy())) {
            part.calls().forEach(call -> call.made().accept(backend.hermes()));
        } finally {
            STACK.local().remove(guard);
        }

        assertThat(policy.unneeded(guard.allowed())).as("actions and resources that no call needs").isEmpty();
        assertThat(part.calls()).extracting(Call::method)
                .containsExactlyInAnyOrderElementsOf(methods(part.type()));
    }

    @Test
    void everyPartOfTheLibraryHasAPolicy() {
        var returned = Stream.of(Hermes.class.getMethods()).map(Method::getReturnType)
                .filter(Class::isInterface).distinct().toList();

        assertThat(parts()).extracting(Part::type).containsExactlyInAnyOrderElementsOf(returned);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void operationsSaysWhatThePolicyAllows(Part part) throws IOException {
        var row = Files.readAllLines(WholeStack.HOME.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("| `%sArn` |".formatted(part.policy()))).findFirst();

        var told = Pattern.compile("`([a-z]+:[A-Za-z]+)`").matcher(row.orElseThrow()).results()
                .map(action -> action.group(1)).collect(toSet());
        assertThat(told).isEqualTo(Policy.ofTemplate(part.policy()).actions().collect(toSet()));
    }

    private static List<String> methods(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName).distinct().toList();
    }
}
