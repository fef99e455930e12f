import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.StackOutputs;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Lets a user in, publishes to the room and its inboxes, and reads the badge: mvn -q compile exec:java -Dexec.args="outputs.json USER ROOM"
 *
 * outputs.json is what "hermes outputs --json" prints, with --stack for one on AWS. Of a stack on this machine nothing
 * goes to AWS, whatever profile is set: the library sees by the queue where the stack is.
 */
public final class Example {

    public static void main(String[] args) throws IOException {
        String user = args[1];
        String room = args[2];
        Map<String, String> outputs = new ObjectMapper().readValue(new File(args[0]), new TypeReference<>() {});

        try (var hermes = Hermes.of(StackOutputs.of(outputs))) {
            System.out.println(hermes.tokens().issue(user, room, Duration.ofHours(12)));
            hermes.inboxes().enroll(user, room);

            hermes.publisher().publish(Notification.to(room).from("backend")
                    .data(Map.of("type", "greeting", "data", "from Java", "at", Instant.now()))
                    .inbox().build());
            System.out.println("Unread, as far as it has arrived: " + hermes.inboxes().look(user, room).unread());
        }
    }
}
