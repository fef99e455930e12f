package hermes.send;

import static java.util.stream.Collectors.toMap;

import hermes.send.delivery.Job;
import hermes.send.delivery.JobReader;
import hermes.send.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sees what is sent to a queue, without waiting for its delay. Thread-safe. */
public final class SentMessages implements ExecutionInterceptor {
    private final List<SendMessageRequest> messages = new CopyOnWriteArrayList<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof SendMessageRequest message) {
            messages.add(message);
        }
    }

    public List<String> bodies() {
        return messages.stream().map(SendMessageRequest::messageBody).toList();
    }

    public List<Job> jobs() {
        return bodies().stream().map(body -> JobReader.read(Json.parse(body).members().get("hermes")))
                .toList();
    }

    /** Null if none was sent. */
    public Job lastJob() {
        return messages.isEmpty() ? null : jobs().getLast();
    }

    /** In seconds. */
    public List<Integer> delays() {
        return messages.stream().map(SendMessageRequest::delaySeconds).toList();
    }

    public List<String> groups() {
        return messages.stream().map(SendMessageRequest::messageGroupId).toList();
    }

    public List<Map<String, String>> attributes() {
        return messages.stream().map(message -> message.messageAttributes().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, attribute -> attribute.getValue().stringValue()))).toList();
    }

    public void clear() {
        messages.clear();
    }
}
