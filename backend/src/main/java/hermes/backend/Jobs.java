package hermes.backend;

import hermes.common.Groups;
import hermes.common.Ids;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a backend asks the stack to do, by its queue that keeps no order. Thread-safe. */
final class Jobs {
    private final SqsClient sqs;
    private final String queueUrl;

    Jobs(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Throws the SDK's exceptions if SQS does not answer or refuses.
     *
     * @param more members as JSON, each with a comma in front
     */
    void send(String job, String user, String room, String more) {
        var body = "{\"hermes\":{\"version\":1,\"job\":\"%s\",\"room\":%s,\"user\":%s%s}}".formatted(job,
                Ids.json(room), Ids.json(user), more);
        sqs.sendMessage(message -> message.queueUrl(queueUrl).messageGroupId(Groups.of(room))
                .messageBody(body));
    }

    @Override
    public String toString() {
        return "queue " + queueUrl;
    }
}
