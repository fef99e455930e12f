package hermes.backend;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.function.Consumer;
import org.mockito.ArgumentMatchers;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** ElasticMQ takes everything; AWS does not. */
final class FailingSqs {

    private FailingSqs() {}

    @FunctionalInterface
    interface Answer {
        SendMessageBatchResponse to(SendMessageBatchRequest request);
    }

    static SqsClient answering(Answer answer) {
        var sqs = mock(SqsClient.class);
        when(sqs.sendMessageBatch(any(SendMessageBatchRequest.class)))
                .thenAnswer(call -> answer.to(call.getArgument(0)));
        when(sqs.sendMessageBatch(ArgumentMatchers.<Consumer<SendMessageBatchRequest.Builder>>any()))
                .thenCallRealMethod();
        return sqs;
    }

    static SendMessageBatchResponse taken(SendMessageBatchRequest request) {
        return answer(request, List.of(), false);
    }

    /** @param failed the ids of the entries that it refuses */
    static SendMessageBatchResponse answer(SendMessageBatchRequest request, List<String> failed,
            boolean sendersFault) {
        var answer = SendMessageBatchResponse.builder();
        var ids = request.entries().stream().map(entry -> entry.id()).toList();
        answer.successful(ids.stream().filter(id -> !failed.contains(id))
                .map(id -> SendMessageBatchResultEntry.builder().id(id)
                        .build())
                .toList());
        answer.failed(ids.stream().filter(failed::contains)
                .map(id -> BatchResultErrorEntry.builder().id(id)
                        .code("Refused").message("because").senderFault(sendersFault).build())
                .toList());
        return answer.build();
    }
}
