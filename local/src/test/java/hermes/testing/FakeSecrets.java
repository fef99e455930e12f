package hermes.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets Manager with the one call that is made of it: secrets with their versions by stage. It records which stages
 * were read, and fails when told to. Not for use by several threads.
 */
public final class FakeSecrets implements SecretsManagerClient {
    private static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    private final List<String> reads = new ArrayList<>();
    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private RuntimeException failure;

    /** A secret whose current version it is, and the only one. */
    public FakeSecrets with(String id, String current) {
        var versions = new HashMap<String, String>();
        versions.put(CURRENT, current);
        secrets.put(id, versions);
        return this;
    }

    /** As put-secret-value does: what was current becomes the previous version. */
    public void rotate(String id, String next) {
        var versions = secrets.get(id);
        versions.put(PREVIOUS, versions.put(CURRENT, next));
    }

    /** From now on every call fails with it. */
    public void fail(RuntimeException failure) {
        this.failure = failure;
    }

    /** The stages that were read, in their order. */
    public List<String> reads() {
        return List.copyOf(reads);
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        // Without a stage Secrets Manager answers with the current version.
        var stage = Objects.requireNonNullElse(request.versionStage(), CURRENT);
        reads.add(stage);
        if (failure != null) {
            throw failure;
        }
        var versions = secrets.getOrDefault(request.secretId(), Map.of());
        if (!versions.containsKey(stage)) {
            throw ResourceNotFoundException.builder().message("Secrets Manager can't find " + request)
                    .build();
        }
        return GetSecretValueResponse.builder().secretString(versions.get(stage)).build();
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
