package hermes.authorizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** One secret with its versions by stage; it records which stages were read, and fails when told to. */
final class FakeSecrets implements SecretsManagerClient {
    final List<String> reads = new ArrayList<>();
    RuntimeException failure;
    private final Map<String, String> versions = new HashMap<>();

    FakeSecrets(String current) {
        versions.put("AWSCURRENT", current);
    }

    /** As put-secret-value does: what was current becomes the previous version. */
    void rotate(String next) {
        versions.put("AWSPREVIOUS", versions.put("AWSCURRENT", next));
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads.add(request.versionStage());
        if (failure != null) {
            throw failure;
        }
        if (!versions.containsKey(request.versionStage())) {
            throw ResourceNotFoundException.builder().message("Secrets Manager can't find " + request)
                    .build();
        }
        return GetSecretValueResponse.builder().secretString(versions.get(request.versionStage())).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
