package hermes.send.http;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An answer, read to its end.
 *
 * @param last whether the server takes no further request on this connection
 */
record Answer(SdkHttpResponse head, byte[] body, boolean last) {

    HttpExecuteResponse toSdk() {
        return HttpExecuteResponse.builder().response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body))).build();
    }
}
