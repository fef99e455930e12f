package hermes.backend;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets Manager with the one call that the library makes, counting it. */
final class FakeSecrets implements SecretsManagerClient {
    private final Map<String, String> values = new HashMap<>();
    int reads;

    FakeSecrets with(String id, String value) {
        values.put(id, value);
        return this;
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads++;
        if (!values.containsKey(request.secretId())) {
            throw ResourceNotFoundException.builder().message("Secrets Manager can't find it").build();
        }
        return GetSecretValueResponse.builder().secretString(values.get(request.secretId())).build();
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}
}
