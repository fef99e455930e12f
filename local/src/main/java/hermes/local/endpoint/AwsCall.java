package hermes.local.endpoint;

import java.util.List;

/**
 * A call to the local AWS endpoint, before it is answered.
 *
 * @param caller the logical id of the function that calls, otherwise the access key id that was used
 * @param service as in the credential scope: {@code dynamodb}, {@code sqs}, {@code secretsmanager},
 *     {@code execute-api}
 * @param operation as {@code TransactWriteItems}
 * @param accesses what the caller must be allowed to do; empty if the call names no resource
 */
public record AwsCall(String caller, String service, String operation, List<Access> accesses) {

    /**
     * @param action as in a policy: {@code dynamodb:PutItem}
     * @param resource ARN of a table, index, queue, secret or connection
     */
    public record Access(String action, String resource) {}
}
