package hermes.system.faults;

import hermes.common.inbox.Inboxes;
import hermes.system.faults.book.Ledger;
import hermes.system.faults.inbox.Device;
import hermes.system.faults.inbox.InboxChecker;
import hermes.system.faults.inbox.Journal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is written down of the inboxes that devices show: the order of the marks, as long as all fails, and what has expired. */
final class InboxBooks implements Life {

    /** In less time than a user's devices make 32 marks. */
    private static final int LOOK_MILLIS = 1_000;

    private final FaultyStack stack;
    private final String room;
    private final Map<String, Journal> journals = new LinkedHashMap<>();
    private final Map<String, Long> expired = new HashMap<>();
    private final AtomicInteger marks = new AtomicInteger();
    private volatile boolean over;

    InboxBooks(FaultyStack stack, String room) {
        this.stack = stack;
        this.room = room;
        Rooms.WITH_INBOX
                .forEach(user -> journals.put(user, new Journal("the inbox %s/%s".formatted(room, user))));
    }

    /** The first of the users has the announcements from the beginning, the others from their first visit on. */
    void enroll() {
        new Inboxes(stack.operations().clients().dynamoDb(), stack.output("InboxStatesTableName"),
                stack.output("NotificationsTableName"), Clock.systemUTC())
                .enroll(room, Rooms.WITH_INBOX.getFirst());
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        while (!over) {
            try {
                look();
            } catch (SdkException _) {
                // A machine that has much else to do: the next look is soon enough.
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Reads what docs/protocol.md says that is stored. */
    void look() {
        journals.forEach((user, journal) -> {
            var key = Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
            var item = stack.operations().clients().dynamoDb().getItem(get -> get
                    .tableName(stack.output("InboxStatesTableName")).key(key).consistentRead(true)).item();
            if (!item.isEmpty()) {
                journal.stored(Long.parseLong(item.get("version").n()),
                        Long.parseLong(item.get("announcements").m().get("floor").n()),
                        item.get("refs").l().stream().map(AttributeValue::s).toList());
            }
        });
        marks.set(journals.values().stream().mapToInt(Journal::marks).sum());
    }

    /** How many had been made at the last look. */
    int marks() {
        return marks.get();
    }

    /** The older half of the announcements, and of one user's notifications. */
    void expire(StreamTable table) {
        List.of(Ledger.stream("announcements", room, ""),
                Ledger.stream("inbox", room, Rooms.WITH_INBOX.getFirst()))
                .forEach(key -> expired.put(key,
                        table.expireHalf(stack.operations().clients().dynamoDb(),
                                stack.output("NotificationsTableName"), key)));
    }

    /** @return what the devices show that is not so */
    List<String> check(StreamTable table, List<Client> clients) {
        var violations = new ArrayList<String>();
        journals.forEach((user, journal) -> {
            var checker = new InboxChecker(journal, table.inbox(key("inbox", user), expiredOf("inbox", user)),
                    table.inbox(key("announcements", user), expiredOf("announcements", user)),
                    devices(user, clients));
            violations.addAll(checker.check());
        });
        return violations;
    }

    private static List<Device> devices(String user, List<Client> clients) {
        return clients.stream().filter(client -> client.who().user().equals(user))
                .flatMap(client -> client.device().stream()).toList();
    }

    private long expiredOf(String label, String user) {
        return expired.getOrDefault(key(label, user), 0L);
    }

    private String key(String label, String user) {
        return Ledger.stream(label, room, user);
    }
}
