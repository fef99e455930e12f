package hermes.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Lets {@code --stack} find a stack that is not on AWS: settings of the SDK name the endpoints, and a small
 * CloudFormation says what the stack's outputs are. The settings hold for the whole JVM until this is closed.
 */
public final class PretendedAws implements AutoCloseable {

    private static final String STACK = "hermes-production";
    private static final String REGION = "us-east-1";

    /** As production has them. */
    private static final Map<String, String> PARAMETERS = Map.of("Tracing", "Active", "SystemLogLevel",
            "INFO",
            "RetentionHours", "48");

    private final FakeCloudFormation cloudFormation;
    private final FakeCloudWatch cloudWatch = new FakeCloudWatch();
    private final Map<String, String> settings;

    /** @param endpoint of all services but CloudFormation and CloudWatch */
    public PretendedAws(Map<String, String> outputs, URI endpoint) throws IOException {
        this.cloudFormation = FakeCloudFormation.start(STACK, outputs, PARAMETERS);
        this.settings = Map.of("aws.accessKeyId", "operator", "aws.secretAccessKey", "secret",
                "aws.endpointUrl", endpoint.toString(), "aws.endpointUrlCloudFormation",
                cloudFormation.url(), "aws.endpointUrlCloudWatch", cloudWatch.url());
        settings.forEach(System::setProperty);
    }

    /** The options that name the stack. */
    public List<String> target() {
        return List.of("--stack", STACK, "--region", REGION);
    }

    public FakeCloudWatch cloudWatch() {
        return cloudWatch;
    }

    @Override
    public void close() {
        cloudWatch.close();
        settings.keySet().forEach(System::clearProperty);
        cloudFormation.close();
    }
}
